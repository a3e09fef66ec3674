// The server: what it is made of, how it starts and stops.

import Accounts
import Assessing
import Hummingbird
package import Logging
package import PublicSite
import HummingbirdCore
import NIOCore
import ServiceLifecycle
import UnixSignals
import Storage

/// A ledger's server.
package struct Server: Sendable {
    private let desk: Desk
    private let site: SiteWords?
    private let logger: Logger

    /// `site` is what the public site is written with; nil: there is none here.
    package init(_ desk: Desk, site: SiteWords? = nil, logger: Logger) {
        self.desk = desk
        self.site = site
        self.logger = logger
    }

    /// Serves until it is told to stop; requests under way are answered before it returns.
    ///
    /// `isListening` gets the port once there is one, and whether it is the public's.
    package func run(isListening: @escaping @Sendable (_ port: Int, _ isPublic: Bool) -> Void) async throws {
        let settings = desk.settings
        let application = Application(
            router: router(desk),
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(Int64(settings.patience)),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(settings.mostConnections)),
            services: [Keeping(desk: desk, logger: logger) as any Service] + mailing
                + publicSite(isListening),
            onServerRunning: { isListening($0.localAddress?.port ?? settings.port, false) }, logger: logger)
        try await withTaskExecutorPreference(NetworkThreads(group: application.eventLoopGroup)) {
            try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        }
        desk.ledger.store.close()
    }
}

extension Server {
    private var mailing: [any Service] {
        desk.mail.map { [Mailing(desk: desk, mail: $0, logger: logger)] } ?? []
    }

    /// The public's own listener, which leads to nothing of the desk.
    private func publicSite(_ isListening: @escaping @Sendable (Int, Bool) -> Void) -> [any Service] {
        guard let site, let door = desk.settings.publicDoor else { return [] }
        return [
            Application(
                router: PublicDesk(desk, site, logger: logger).router,
                server: .http1(
                    configuration: .init(
                        idleTimeout: .seconds(Int64(desk.settings.patience)),
                        httpDecoderConfiguration: .init(
                            maxHeaderFieldSize: 8192, maxHeaderListSize: 16_384, maxHeaderFieldCount: 100))),
                configuration: ApplicationConfiguration(
                    address: .hostname(door.host, port: door.port), serverName: nil, backlog: 1024,
                    availableConnectionsDelegate: MaximumAvailableConnections(desk.settings.mostPublicConnections)),
                onServerRunning: { isListening($0.localAddress?.port ?? door.port, true) }, logger: logger)
        ]
    }
}

/// Runs tasks on the threads that read from the network and write to it: a request changes no thread on its way to the ledger and back.
private final class NetworkThreads: TaskExecutor {
    private let group: any EventLoopGroup

    init(group: any EventLoopGroup) { self.group = group }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // The thread's own loop, where it is one of them.
        group.any().execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// What goes on beside the requests: other processes' steps are shown, and people who have gone are forgotten.
private struct Keeping: Service {
    let desk: Desk
    let logger: Logger

    func run() async throws {
        try desk.accounts.forgetRemoved(among: desk.members)
        // Half files of drafts that nobody went on with.
        do { try desk.ledger.sweepUploads(at: desk.clock()) } catch {
            logger.error("uploads kept", metadata: ["error": "\(error)"])
        }
        // A server that was killed leaves a log, and what was erased may stand in it. While others read it stays until a later one.
        do { try desk.ledger.store.fold() } catch { logger.error("log kept", metadata: ["error": "\(error)"]) }
        try? await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await catchUp() }
                group.addTask { try await scrub() }
                try await group.waitForAll()
            }
        }
    }

    private func catchUp() async throws {
        var size = desk.standing.size
        while true {
            try await Task.sleep(for: .seconds(1))
            do {
                try await desk.ledger.catchUp()
                let now = desk.standing.size
                if now != size { try desk.accounts.forgetRemoved(among: desk.members) }
                size = now
            } catch {
                // A disk that fails now may do again: requests say so meanwhile, and the server stays.
                logger.error("not caught up", metadata: ["error": "\(error)"])
            }
        }
    }

    /// It may wait for those who read: nothing else waits with it.
    private func scrub() async throws {
        while true {
            try await Task.sleep(for: .seconds(5))
            await desk.scrubAgain()
        }
    }
}

extension Keeping: CustomStringConvertible {
    /// For what is said of a server that ends: nothing of the desk, which holds the key.
    var description: String { "keeping" }
}

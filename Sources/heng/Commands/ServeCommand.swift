// The server: what it is told on the command line, and what it is made of.

import Accounts
import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import Dispatch
import EventModel
import Foundation
import Logging
import Pages
import PublicSite
import Reasons
import Reporting
import RoundLoading
import RoundState
import Serving
import Storage
import Synchronization
import Telling

struct Serve: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: both("在浏览器中使用：启动服务器。", "Start the server, for use in a browser."),
        discussion: both(
            """
            用 Ctrl-C 或 SIGTERM 停止：先答完正在处理的请求。TLS 由前面的反向代理负责，此时写明 --public-url 和 \
            --trusted-proxy。日志写到标准错误，每行一个 JSON。
            """,
            """
            Stop it with Ctrl-C or SIGTERM: requests under way are answered first. TLS belongs to a reverse proxy before it: name \
            --public-url and --trusted-proxy then. The log goes to standard error, one JSON a line.
            """))

    @Option(help: both("审计日志的数据库。", "The ledger's database."))
    var database: String
    @Option(help: both("`heng init` 生成的密钥文件。", "The key file that `heng init` made."))
    var key: String
    @Option(help: both("监听的地址和端口；端口 0 为任一空闲端口。", "Address and port to listen on; port 0: any free one."))
    var listen = "127.0.0.1:8080"
    @Option(
        help: both(
            "公开网站监听的地址和端口：只有已公布的结果，不能登录。",
            "Address and port of the public site: what is published and nothing else, without sign-in."))
    var publicListen: String?
    @Option(
        help: both(
            "公开网站页脚的内容（用 `heng new imprint` 写出样本）。",
            "What the foot of the public site says (`heng new imprint` writes one to begin with)."))
    var imprint: String?
    @Option(
        help: both(
            "对外的网址，例如 https://pinggu.example.gov.cn。", "The address outside, e.g. https://pinggu.example.gov.cn."))
    var publicUrl: String?
    @Option(
        help: both(
            "可信的反向代理，例如 127.0.0.1 或 10.1.0.0/16；可以多次写。",
            "A reverse proxy to trust, e.g. 127.0.0.1 or 10.1.0.0/16; may be repeated."))
    var trustedProxy: [String] = []
    @Option(
        help: both(
            "除工作人员外，登录时还必须使用验证器的角色；可以多次写。", "A role beside the staff that needs an authenticator; may be repeated."))
    var factorFor: [Role] = []
    @Flag(
        help: both(
            "允许其他机器不经 TLS 访问；密码会在网络上明文传输。",
            "Let other machines in without TLS: passwords then cross the network in clear."))
    var allowPlainHttp = false
    @Flag(
        help: both(
            "演示：只用于 `heng demo` 建立的日志，只在本机。",
            "Demonstration: only for a ledger that `heng demo` made, and on this machine."))
    var demo = false
    @Option(help: both("指标体系：练习用；写“none”则不设练习。", "The scheme of the practice sheet; none: there is no practice."))
    var practice = "jiangxi-2017"
    @Option(
        help: both(
            "备份文件夹：系统管理员在网页上做的备份存在这里。", "The folder of the backups that the system administrator makes from a page."))
    var backups: String?
    @Flag(help: both("也记录每个请求。", "Log every request, too."))
    var logRequests = false
    @OptionGroup var mail: MailOptions
    @OptionGroup var scanner: ScannerOptions
    @OptionGroup var papers: ReporterOptions
    @OptionGroup var speech: SpeechOptions

    func run(in context: Context) throws {
        let settings = try settings()
        let mailing = try mail.settings()
        var limits = LedgerLimits()
        limits.longestPause = 100
        if let accept = scanner.accept { (limits.accept, limits.isScanning) = (accept, true) }
        let ledger = try openLedger(database, .existing, key: key, context, limits)
        try ledger.requireSigner()
        var rules = AccountRules()
        rules.rolesWithFactor.formUnion(factorFor)
        let random = context.random
        if demo {
            try requireDemonstration(settings, ledger)
            rules.cost = ScryptCost(logRounds: 10, blockSize: 8, parallelism: 1) ?? rules.cost
            rules.rolesWithFactor = []
        }
        let accounts = AccountBook(ledger.store, rules)
        let shown = demo ? try makeAccounts(accounts, ledger, context) : []
        let papers = papers
        let imprint = try imprint.map { try loadImprint(readFile($0), file: $0).get() } ?? Imprint()
        let site = try SiteWords.load(in: Installation.own.templates, imprint: imprint).get()
        var desk = Desk(
            ledger: ledger, accounts: accounts, words: try PageWords.load(in: Installation.own.templates).get(),
            assets: try Assets(folder: Installation.own.assets, program: Heng.configuration.version),
            settings: settings,
            clock: context.clock, random: random, papers: Papers { try papers.reporter() },
            practiceScheme: practice == "none" ? nil : try readScheme(practice).get(), demo: shown,
            site: site)
        desk.shipped = Shipped(
            schemes: Installation.own.shippedFiles(in: "Criteria").map { Shipped.File(name: $0.name, bytes: $0.bytes) },
            programmes: Installation.own.shippedFiles(in: "Programmes").map {
                Shipped.File(name: $0.name, bytes: $0.bytes)
            })
        desk.mail = mailing
        var logger = Logger(label: "heng") { _ in LineLog() }
        logger.logLevel = logRequests ? .info : .notice
        try serve(Server(desk, site: publicListen.map { _ in site }, logger: logger), settings, shown, context)
    }

    /// Waits here until the server has stopped.
    private func serve(
        _ server: Server, _ settings: ServerSettings, _ accounts: [Frame.DemoAccount], _ context: Context
    ) throws {
        let (done, failure) = (DispatchSemaphore(value: 0), Failure())
        let console = context.console
        let told = { @Sendable (port: Int, isPublic: Bool) in
            if isPublic, let door = settings.publicDoor {
                return console.say(
                    context.sentences(.servingPublic, ["address": "http://\(door.host):\(port)/"]))
            }
            let address = settings.publicURL?.absoluteString ?? "http://\(settings.host):\(port)/"
            console.say(context.sentences(.serving, ["address": address]))
            if !accounts.isEmpty {
                let names = accounts.map(\.user).joined(separator: " ")
                console.say(
                    context.sentences(.demoAccounts, ["users": names, "password": Self.demoPassword]))
            }
        }
        Task {
            do { try await server.run(isListening: told) } catch { failure.keep(error) }
            done.signal()
        }
        done.wait()
        if let error = failure.kept { throw error }
    }

    // MARK: what is asked for

    /// nil where it is none, which is then among the problems.
    private static func door(_ text: String, of option: String, _ problems: inout [String]) -> (
        host: String, port: Int
    )? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let host = parts.dropLast().joined(separator: ":").trimmingCharacters(in: ["[", "]"])
        if let port = parts.last.flatMap({ UInt16($0) }), parts.count >= 2, !host.isEmpty { return (host, Int(port)) }
        problems.append(
            both(
                "\(option) \(text)：应写作 地址:端口，例如 127.0.0.1:8080",
                "\(option) \(text): write address:port, e.g. 127.0.0.1:8080"))
        return nil
    }

    /// - Throws: `FileError` naming everything that is wrong.
    private func settings() throws -> ServerSettings {
        var (settings, problems) = (ServerSettings(scratch: FileManager.default.temporaryDirectory), [String]())
        if let door = Self.door(listen, of: "--listen", &problems) { (settings.host, settings.port) = door }
        settings.publicDoor = publicListen.flatMap { Self.door($0, of: "--public-listen", &problems) }
        if let publicUrl {
            if let url = URL(string: publicUrl), ["http", "https"].contains(url.scheme), url.host() != nil,
                ["", "/"].contains(url.path())
            {
                settings.publicURL = url
            } else {
                problems.append(
                    both(
                        "--public-url \(publicUrl)：应写作 https://主机名，不带路径",
                        "--public-url \(publicUrl): write https://host, without a path"))
            }
        }
        for proxy in trustedProxy {
            if let network = Network(proxy) {
                settings.trustedProxies.append(network)
            } else {
                problems.append(
                    both(
                        "--trusted-proxy \(proxy)：应写作地址或网段，例如 10.1.0.0/16",
                        "--trusted-proxy \(proxy): write an address or a network, e.g. 10.1.0.0/16"))
            }
        }
        settings.allowsPlainHTTP = allowPlainHttp
        if let backups {
            if isFolder(backups) {
                settings.backups = URL(fileURLWithPath: backups)
            } else {
                problems.append(
                    both("--backups \(backups)：没有这个文件夹", "--backups \(backups): there is no such folder"))
            }
        }
        if !settings.isLoopback, !settings.isSecure, !allowPlainHttp {
            problems.append(
                both(
                    "--listen \(listen)：其他机器将不经 TLS 访问，密码会明文传输；请在前面设反向代理并写明 --public-url https://…，确实如此的另写 --allow-plain-http",
                    "--listen \(listen): other machines would come in without TLS, passwords in clear; put a reverse proxy before it and name "
                        + "--public-url https://…, or say --allow-plain-http if you mean it"))
        }
        guard problems.isEmpty else {
            throw FileError(description: problems.joined(separator: "\n"), status: .wrongInput)
        }
        return settings
    }

    // MARK: demonstration

    /// Where `heng demo` makes its ledger, whose key is no secret.
    static let demoLedger = "demo.heng.example/2026"
    static let demoPassword = "heng-demo-2026"

    private func requireDemonstration(_ settings: ServerSettings, _ ledger: Ledger) throws {
        guard ledger.standing.register.origin == Self.demoLedger, settings.isLoopback, settings.publicURL == nil else {
            throw FileError(
                description: both(
                    "--demo：演示账号只用于 `heng demo` 建立的日志，并且只在本机",
                    "--demo: its accounts are for a ledger that `heng demo` made, on this machine alone"),
                status: .wrongInput)
        }
    }

    /// Accounts for everybody in the ledger, all with the one password that is no secret.
    private func makeAccounts(
        _ accounts: AccountBook, _ ledger: Ledger, _ context: Context
    ) throws -> [Frame.DemoAccount] {
        let users = ledger.standing.register.users
        let caller = Caller(at: context.moment, address: "127.0.0.1", agent: "heng serve --demo")
        guard let security = users.values.filter({ $0.role == .securityAdministrator }).min(by: { $0.id < $1.id })
        else {
            return []
        }
        var random = context.random
        let people = users.values.filter { $0.role != .everyone }.sorted {
            ($0.role == .expert ? 0 : 1, $0.id) < ($1.role == .expert ? 0 : 1, $1.id)
        }
        let waiting = try accounts.standings(of: people, at: caller.at).filter {
            switch $0.state {
            case .unmade, .letterWaits, .letterOver: true
            case .active, .locked: false
            }
        }
        for user in waiting.map(\.user) {
            let letter = try accounts.issueLetter(
                for: user.id, by: security.id, from: caller, among: { users[$0] }, using: &random)
            _ = try accounts.activate(
                user.id.text, letter: letter.code.text, password: Self.demoPassword, from: caller,
                among: { users[$0] }, using: &random)
            try accounts.endAll(of: user.id)
        }
        return people.map {
            Frame.DemoAccount(
                user: $0.id.text, name: $0.name, role: $0.role.rawValue, password: Self.demoPassword)
        }
    }
}

/// Why a server ended, for the thread that waits for it.
private final class Failure: Sendable {
    private let state = Mutex<(any Error)?>(nil)

    var kept: (any Error)? { state.withLock { $0 } }

    func keep(_ error: any Error) { state.withLock { $0 = error } }
}

// Errors → one message and one exit code: the only place where that happens.

import ArgumentParser
import Assessing
import AssessmentModel
import AuditLedger
import FileReading
import Storage
import Telling

/// Exit codes, after BSD's sysexits.h.
enum ExitStatus: Int32 {
    case notVerified = 1
    case wrongInput = 65
    case noInput = 66
    case notComposed = 70
    case cannotCreate = 73
    case failed = 74

    var code: ExitCode { ExitCode(rawValue) }
}

/// Says what went wrong and returns the code to leave with.
func report(_ error: any Error, in context: Context) -> any Error {
    let console = context.console
    switch error {
    case let problems as Problems:
        console.list(problems, closing: .nothingChanged)
        return ExitStatus.wrongInput.code
    case let refusal as Refusal:
        for reason in refusal.reasons { console.warn(context.words.line(reason)) }
        return ExitStatus.wrongInput.code
    case let named as NamedRefusal:
        for reason in named.refusal.reasons { console.warn(context.words.line(reason, named.names)) }
        return ExitStatus.wrongInput.code
    case let error as FileError:
        console.warn(error.description)
        return error.status.code
    case let fault as FileFault:
        console.warn(Words.system.text(fault))
        return (fault.code == .notPlain ? ExitStatus.wrongInput : .noInput).code
    case let failure as FileFailure:
        console.warn(Words.system.text(failure))
        return ExitStatus.cannotCreate.code
    case let error as StorageError:
        console.warn(Words.system.line(error.reason))
        if case .missing = error { return ExitStatus.noInput.code }
        return ExitStatus.failed.code
    case let fault as LedgerError:
        console.warn(Words.system.text(fault))
        return ExitStatus.failed.code
    case is ExitCode, is ValidationError, is CleanExit:
        return error
    default:
        console.warn("\(error)")
        return ExitStatus.failed.code
    }
}

// Values of the field that stand on the command line as arguments.

import ArgumentParser
import AssessmentModel
import EventModel
import RoundLoading
import RoundState
import Telling

extension Identifier: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

extension Language: ExpressibleByArgument {}
extension Revision.Ground: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}

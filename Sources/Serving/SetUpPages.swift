// The addresses of applications, programmes, calls, schemes and planning, and of the prefecture's desk.

import Hummingbird

func addSetUpPages(_ desk: Desk, to pages: RouterGroup<DeskContext>) {
    pages.get("prefecture", use: desk.getPrefecture)
    pages.get("prefecture/compare/:call", use: desk.getPrefectureCompare)
    pages.get("prefecture/:application", use: desk.getPrefectureApplication)
    pages.post("prefecture/:application", use: desk.carrying(desk.postPrefectureApplication))

    pages.get("office/applications", use: desk.getApplications)
    pages.get("office/applications/table.{format}", use: desk.getApplicationsTable)
    pages.post("office/applications/accept", use: desk.carrying(desk.postAcceptPreview))
    pages.post("office/applications/accept/confirm", use: desk.carrying(desk.postAcceptAll))
    pages.get("office/applications/:application", use: desk.getOfficeApplication)
    pages.post("office/applications/:application/:act", use: desk.carrying(desk.postOfficeApplication))

    pages.get("office/programmes", use: desk.getProgrammes)
    pages.post("office/programmes", use: desk.postProgramme)
    pages.post("office/programmes/adopt", use: desk.postAdoptProgramme)
    pages.get("office/programmes/:programme", use: desk.getProgramme)

    pages.get("office/calls", use: desk.getCalls)
    pages.get("office/calls/new", use: desk.getNewCall)
    pages.post("office/calls/new", use: desk.carryingFields(desk.postNewCall))
    pages.get("office/calls/:call", use: desk.getCall)
    pages.post("office/calls/:call/extend", use: desk.carrying(desk.postExtendCall))

    pages.get("office/schemes", use: desk.getSchemes)
    pages.post("office/schemes", use: desk.postScheme)
    pages.post("office/schemes/trial", use: desk.postTrial)
    pages.get("office/schemes/:digest", use: desk.getScheme)

    pages.get("office/rounds/new", use: desk.getPlan)
    pages.post("office/rounds/new", use: desk.carrying(desk.postPlan))
}

extension Desk {
    /// Carries a form through the sign-in where it brings no file.
    fileprivate func carryingFields(
        _ handler: @escaping @Sendable (Request, DeskContext) async throws -> Response
    ) -> @Sendable (Request, DeskContext) async throws -> Response {
        { [self] request, context in
            try await request.isUpload ? handler(request, context) : carrying(handler)(request, context)
        }
    }
}

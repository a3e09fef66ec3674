// Which files stand behind the font roles.

/// Font roles and their files, with what to try for characters that a role's font lacks.
package struct FontSources: Sendable, Hashable {
    /// For each role its candidates; the first whose file exists is taken.
    package var roles: [FontRole: [FontFile]]
    /// Roles tried in order, after the complete face of the asked role, for a character which that one lacks.
    package var fallback: [FontRole]

    package init(roles: [FontRole: [FontFile]], fallback: [FontRole]) {
        self.roles = roles
        self.fallback = fallback
    }

    /// The free fonts of Debian: 宋 Noto Serif CJK SC, 黑 Noto Sans CJK SC, 楷 LXGW WenKai.
    package static let debian = FontSources(
        roles: [
            .serif: [.noto("NotoSerifCJK-Regular.ttc")], .serifBold: [.noto("NotoSerifCJK-Bold.ttc")],
            .sans: [.noto("NotoSansCJK-Regular.ttc")], .sansBold: [.noto("NotoSansCJK-Bold.ttc")],
            .kai: [
                FontFile(
                    "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
                    package: "fonts-lxgw-wenkai")
            ],
        ], fallback: [.serif, .kai, .sans])
}

/// A face in a font file.
package struct FontFile: Sendable, Hashable {
    package var path: String
    /// The place of the face in a collection (.ttc); 0 for a single font.
    package var index: Int
    /// What to install when the file is missing.
    package var package: String?

    package init(_ path: String, index: Int = 0, package: String? = nil) {
        self.path = path
        self.index = index
        self.package = package
    }

    fileprivate static func noto(_ name: String) -> FontFile {
        FontFile("/usr/share/fonts/opentype/noto/\(name)", index: 2, package: "fonts-noto-cjk")
    }
}

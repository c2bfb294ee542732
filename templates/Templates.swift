/// The templates that come with the program: a book's own `templates/` may replace each of them.
///
/// - `page.html`: every page for a browser; its first lines say what it is given.
/// - `page.txt`: a chapter as plain text.
/// - `search.js`: the search, which stands before its index.
/// - `watch.js`: what reloads a page while its book is watched.
/// - `style.css`, `script.js`: the theme; the styles of charts and formulas come before it.
///
/// The files are compiled in as string literals (`Templates+Table.swift`), so that the program is
/// one file and needs no folder beside it.
package enum Templates {
  /// The text of the file called `name`, or nil if there is none.
  package static func text(of name: String) -> String? {
    files.first { $0.name == name }?.text
  }
}

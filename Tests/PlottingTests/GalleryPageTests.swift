import Foundation
import Testing

@testable import Plotting

/// With `MATHBOOK_GALLERY=folder` the tests write a page with all charts there, to be looked at.
@Test func `the gallery is written as a page when asked for`() throws {
  guard let folder = ProcessInfo.processInfo.environment["MATHBOOK_GALLERY"] else { return }
  var page = """
    <!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>
    <meta name="viewport" content="width=device-width"><style>\(ChartStyle.css)
    body{background:var(--chart-paper);color:var(--chart-text);font:17px/1.5 serif;margin:0 auto;
    max-width:680px;padding:0 16px}.s{overflow-x:auto}pre{font:13px/1.1 "DejaVu Sans Mono";overflow:auto}
    :root{color-scheme:light dark}</style>
    """
  for (index, entry) in try Gallery.charts().enumerated() {
    page += "<h3>\(entry.name)</h3><div class=s>\(entry.chart.svg(id: "g\(index)"))</div>"
    page += "<p><small>\(entry.chart.summary)</small>"
  }
  try page.write(toFile: folder + "/gallery.html", atomically: true, encoding: .utf8)
}

@Test func `the gallery is written as plain text when asked for`() throws {
  guard let folder = ProcessInfo.processInfo.environment["MATHBOOK_GALLERY"] else { return }
  for (style, name) in [(TextStyle.braille, "braille"), (.block, "block"), (.ascii, "ascii")] {
    let text = try Gallery.charts().map { "## \($0.name)\n\n" + $0.chart.text(style: style) }
    try text.joined(separator: "\n").write(
      toFile: folder + "/gallery-\(name).txt", atomically: true, encoding: .utf8)
  }
}

import Book

/// The C libraries that our Markdown is timed beside, loaded if Debian's packages are installed;
/// cmark may be there as a command only, whose process then counts with its start.
struct MarkdownPeers {
  /// Its name.
  let name: String
  /// What converts `bytes` to HTML, or nil if the library is not there or cannot do it.
  let converter: (_ bytes: [UInt8], _ isGFM: Bool) -> (() -> Void)?

  nonisolated(unsafe) static let all: [MarkdownPeers] = [
    MarkdownPeers(name: "cmark") { $1 ? nil : cmark($0) ?? command($0) },
    MarkdownPeers(name: "cmark-gfm") { $1 ? cmarkGFM($0) : nil },
    MarkdownPeers(name: "md4c") { md4c($0, isGFM: $1) },
  ]

  // MARK: cmark

  private typealias ToHTML =
    @convention(c) (
      UnsafePointer<UInt8>?, Int, Int32
    ) -> UnsafeMutablePointer<CChar>?

  private static func cmark(_ bytes: [UInt8]) -> (() -> Void)? {
    guard
      let symbol = Platform.symbol(
        "cmark_markdown_to_html", in: ["libcmark.so.0.30.2", "libcmark.so", "libcmark.dylib"])
    else { return nil }
    let convert = unsafeBitCast(symbol, to: ToHTML.self)
    return {
      bytes.withUnsafeBufferPointer {
        // 1 << 17: raw HTML passes, as the specification's examples have it.
        Platform.free(convert($0.baseAddress, $0.count, 1 << 17))
      }
    }
  }

  private static func command(_ bytes: [UInt8]) -> (() -> Void)? {
    let path = Platform.temporaryPath("cmark.md")
    guard Platform.output(of: "cmark --version") != nil,
      (try? Files.write(bytes, to: path)) != nil
    else { return nil }
    return { _ = Platform.output(of: "cmark --unsafe \(path) > \(path).html") }
  }

  // MARK: cmark-gfm

  private typealias Plain = @convention(c) () -> Void
  private typealias NewParser = @convention(c) (Int32) -> OpaquePointer?
  private typealias Find = @convention(c) (UnsafePointer<CChar>) -> OpaquePointer?
  private typealias Attach = @convention(c) (OpaquePointer?, OpaquePointer?) -> Int32
  private typealias Feed = @convention(c) (OpaquePointer?, UnsafePointer<UInt8>?, Int) -> Void
  private typealias Finish = @convention(c) (OpaquePointer?) -> OpaquePointer?
  private typealias Extensions = @convention(c) (OpaquePointer?) -> OpaquePointer?
  private typealias Render =
    @convention(c) (
      OpaquePointer?, Int32, OpaquePointer?
    ) -> UnsafeMutablePointer<CChar>?
  private typealias Free = @convention(c) (OpaquePointer?) -> Void

  private static func cmarkGFM(_ bytes: [UInt8]) -> (() -> Void)? {
    let core = ["libcmark-gfm.so.0.29.0.gfm.6", "libcmark-gfm.so"]
    let more = ["libcmark-gfm-extensions.so.0.29.0.gfm.6", "libcmark-gfm-extensions.so"]
    guard
      let register = Platform.symbol("cmark_gfm_core_extensions_ensure_registered", in: more),
      let new = Platform.symbol("cmark_parser_new", in: core),
      let find = Platform.symbol("cmark_find_syntax_extension", in: core),
      let attach = Platform.symbol("cmark_parser_attach_syntax_extension", in: core),
      let feed = Platform.symbol("cmark_parser_feed", in: core),
      let finish = Platform.symbol("cmark_parser_finish", in: core),
      let list = Platform.symbol("cmark_parser_get_syntax_extensions", in: core),
      let render = Platform.symbol("cmark_render_html", in: core),
      let freeNode = Platform.symbol("cmark_node_free", in: core),
      let freeParser = Platform.symbol("cmark_parser_free", in: core)
    else { return nil }
    unsafeBitCast(register, to: Plain.self)()
    let options: Int32 = 1 << 17 | 1 << 13  // raw HTML, footnotes
    return {
      let parser = unsafeBitCast(new, to: NewParser.self)(options)
      for name in ["table", "strikethrough", "autolink", "tasklist"] {
        _ = unsafeBitCast(attach, to: Attach.self)(
          parser, unsafeBitCast(find, to: Find.self)(name))
      }
      bytes.withUnsafeBufferPointer {
        unsafeBitCast(feed, to: Feed.self)(parser, $0.baseAddress, $0.count)
      }
      let document = unsafeBitCast(finish, to: Finish.self)(parser)
      let extensions = unsafeBitCast(list, to: Extensions.self)(parser)
      Platform.free(unsafeBitCast(render, to: Render.self)(document, options, extensions))
      unsafeBitCast(freeNode, to: Free.self)(document)
      unsafeBitCast(freeParser, to: Free.self)(parser)
    }
  }

  // MARK: md4c

  private typealias Sink =
    @convention(c) (
      UnsafePointer<CChar>?, UInt32, UnsafeMutableRawPointer?
    ) -> Void
  private typealias MDHTML =
    @convention(c) (
      UnsafePointer<UInt8>?, UInt32, Sink, UnsafeMutableRawPointer?, UInt32, UInt32
    ) -> Int32

  private static func md4c(_ bytes: [UInt8], isGFM: Bool) -> (() -> Void)? {
    guard let symbol = Platform.symbol("md_html", in: ["libmd4c-html.so.0", "libmd4c-html.so"])
    else { return nil }
    let convert = unsafeBitCast(symbol, to: MDHTML.self)
    // Tables, strikethrough, the three kinds of bare links and task lists.
    let flags: UInt32 = isGFM ? 0x0100 | 0x0200 | 0x0004 | 0x0008 | 0x0400 | 0x0800 : 0
    return {
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count * 5 / 4)
      bytes.withUnsafeBufferPointer { input in
        withUnsafeMutablePointer(to: &output) { sink in
          _ = convert(
            input.baseAddress, UInt32(input.count),
            { text, count, sink in
              guard let text, let sink else { return }
              let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
              sink.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: bytes)
            }, sink, flags, 0)
        }
      }
    }
  }
}

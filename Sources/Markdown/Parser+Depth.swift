import Diagnostics

/// The limit of nesting: what is deeper is text.
extension Parser {
  /// Whether a block that starts at the cursor inside `container` would be nested too deep.
  mutating func isTooDeep(in container: Int) -> Bool {
    guard container >= maximumDepth else { return false }
    // Letters are text at any depth.
    let byte = bytes[nonspace]
    if ByteClass.isPunctuation(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      noteDepthProblem(at: nonspace)
    }
    return true
  }

  /// Makes text of the inlines that are nested too deep.
  ///
  /// - Complexity: O(nodes), and nothing where there is no limit.
  mutating func flattenDeepInlines() {
    guard maximumDepth < nodes.count else { return }
    var index = 0
    var depth = 0
    while true {
      if depth >= maximumDepth, nodes[index].first != 0, nodes[index].kind.isInline {
        noteDepthProblem(at: Int(nodes[index].start))
        nodes[index].kind = .text
        nodes[index].flags = []
        nodes[index].first = 0
        nodes[index].a = nodes[index].start
        nodes[index].b = nodes[index].end
      }
      if nodes[index].first != 0 {
        index = Int(nodes[index].first)
        depth += 1
        continue
      }
      while nodes[index].next == 0 {
        guard index != 0 else { return }
        index = Int(nodes[index].parent)
        depth -= 1
      }
      index = Int(nodes[index].next)
    }
  }

  private mutating func noteDepthProblem(at offset: Int) {
    depthProblem = min(depthProblem ?? offset, offset)
  }
}

extension Diagnostic {
  /// Blocks or inlines stand inside each other too often.
  static func nestedTooDeep(_ limit: Int, at offset: Int) -> Diagnostic {
    Diagnostic(
      .error, "limit.depth", at: .at(offset),
      "blocks and inlines are nested more than \(limit) deep; the rest is read as text")
  }
}

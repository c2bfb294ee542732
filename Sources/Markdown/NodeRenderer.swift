/// What takes over the rendering of chosen nodes.
///
///     struct Formulas: NodeRenderer {
///       mutating func render(_ node: MarkdownNode, in renderer: inout HTMLRenderer) -> Bool {
///         guard case .math = node.kind else { return false }
///         renderer.output.append(text: mathML(node.literal))
///         return true
///       }
///     }
///
/// Inside, `renderer.renderChildren(of: node, using: &self)` goes on with what stands below, and
/// `renderer.renderDefault(node, using: &self)` writes the node as it would have been.
public protocol NodeRenderer {
  /// Writes `node` and all below it and returns true, or returns false to have it done as usual.
  mutating func render(_ node: MarkdownNode, in renderer: inout HTMLRenderer) -> Bool
}

/// Takes over nothing.
public struct DefaultNodes: NodeRenderer {
  /// The one value.
  public init() {}

  /// Leaves every node to the renderer.
  public mutating func render(_ node: MarkdownNode, in renderer: inout HTMLRenderer) -> Bool {
    false
  }
}

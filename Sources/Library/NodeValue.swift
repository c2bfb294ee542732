import Plotting
import Script

/// A node of a tree as a value of the language.
struct NodeValue: ScriptObject {
  /// The node.
  let node: TreeNode
  /// The name of the type.
  var typeName: String { "Node" }

  init(_ node: TreeNode) { self.node = node }

  /// The words at the node, and those of what follows in parentheses.
  func text() -> String { Self.text(node) }

  private static func text(_ node: TreeNode) -> String {
    let children = node.children.map { text($0) }.joined(separator: ", ")
    return node.label + (children.isEmpty ? "" : " (\(children))")
  }
}

import Diagnostics

/// A slider, a choice or a switch: a constant that the reader of the page may set to one of its
/// positions. A run of a chapter takes the initial one; `ChapterProgram.run(_:states:)` the others.
package struct Control: Sendable {
  /// How the reader sets it.
  package enum Kind: String, Sendable {
    /// Numbers in a row.
    case slider
    /// One of several texts.
    case choice
    /// On or off.
    case toggle
  }

  /// How the reader sets it.
  package let kind: Kind
  /// What it is called.
  package let label: String
  /// Its value at each position.
  package let values: [Value]
  /// The text of each position.
  package let texts: [String]
  /// The position that the page starts with.
  package let initial: Int

  /// A control; there are as many texts as values.
  package init(_ kind: Kind, label: String, values: [Value], texts: [String], initial: Int) {
    self.kind = kind
    self.label = label
    self.values = values
    self.texts = texts
    self.initial = initial
  }
}

/// The controls of a running chapter, and where they stand.
struct ControlBoard {
  /// The controls met so far, by the place of their call.
  private(set) var controls: [SourceRange: Control] = [:]
  /// The positions that differ from the initial ones.
  var positions: [SourceRange: Int] = [:]

  /// The value of the control whose call stands at `range`.
  mutating func value(of control: Control, at range: SourceRange) -> Value {
    let known = controls[range] ?? control
    controls[range] = known
    let position = positions[range] ?? known.initial
    return known.values.indices.contains(position) ? known.values[position] : .void
  }
}

extension CallContext {
  /// The value of `control` at its present position; what `slider` and its like call.
  package func value(of control: Control) -> Value {
    guard let machine else { return control.values[control.initial] }
    return machine.board.value(of: control, at: range)
  }
}

extension LibraryFunction {
  /// The same entry as one whose calls are controls.
  package func asControl() -> LibraryFunction {
    var copy = self
    copy.isControl = true
    return copy
  }
}

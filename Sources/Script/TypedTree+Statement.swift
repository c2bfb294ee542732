package import Diagnostics

/// One statement, with its place.
package struct TypedStatement: Sendable {
  /// The place of what the author wrote.
  package let range: SourceRange
  /// What it does.
  package let kind: Kind

  /// A statement at its place.
  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// The statements that are left when sugar is gone.
  package indirect enum Kind: Sendable {
    /// Makes the variable (a fresh box each time, if it needs one) and gives it its first value;
    /// nil leaves it without one (`let x: Double` that is assigned in branches).
    case declare(VariableID, TypedExpression?)
    /// `place = value`.
    case assign(TypedPlace, TypedExpression)
    /// `place op= value`: the place's indices are evaluated once. Arithmetic operations only.
    case update(TypedPlace, BinaryOperation, TypedExpression)
    /// Evaluates and drops the value.
    case expression(TypedExpression)
    /// An expression statement at the top level of a cell, whose value is shown; with `isVisible`
    /// false it is only recorded for the result comment of the statement.
    case show(TypedExpression, isVisible: Bool)
    /// The first arm whose conditions hold runs; else `otherwise`.
    case branch([TypedArm], otherwise: [TypedStatement], label: LabelID)
    /// Evaluates the subject into the variable, then branches on it (a `switch`).
    case select(VariableID, TypedExpression, [TypedArm], otherwise: [TypedStatement], LabelID)
    /// `guard`: goes on if all conditions hold, their variables staying bound; else runs
    /// `otherwise`, which never comes back.
    case ensure([TypedCondition], otherwise: [TypedStatement])
    /// Runs the body while all conditions hold.
    case loop([TypedCondition], [TypedStatement], LabelID)
    /// Runs the body, then again while the condition holds (`continue` goes to the condition).
    case repeating([TypedStatement], while: TypedExpression, LabelID)
    /// Counts the variable, fresh in each turn, through numbers.
    case count(CountingLoop, [TypedStatement], LabelID)
    /// Gives the variable, fresh in each turn, each element of a sequence
    /// (`sequence.type.element` is the variable's type).
    case each(VariableID, in: TypedExpression, [TypedStatement], LabelID)
    /// Several statements that stand for one of the author's (`let a = 1, b = 2`).
    case group([TypedStatement])
    /// A nested block; `break` may leave it by its label.
    case block([TypedStatement], LabelID)
    /// Leaves the loop, switch or block.
    case breaking(LabelID)
    /// Goes to the loop's next turn.
    case continuing(LabelID)
    /// Leaves the function.
    case returning(TypedExpression?)
  }
}

/// `for i in lower..<upper`, `lower...upper` or over `stride(from:to:by:)`/`stride(from:through:by:)`.
///
/// Without a step the bounds must be integral (an error at the range's place at run time), and
/// `upper < lower` is an error as in Swift. With a step the values are Swift's `stride` ones.
package struct CountingLoop: Sendable {
  /// What counts.
  package let variable: VariableID
  /// The first number.
  package let lower: TypedExpression
  /// The last number, or the one after it.
  package let upper: TypedExpression
  /// The difference between two turns; nil for 1.
  package let step: TypedExpression?
  /// Whether the upper bound belongs to it.
  package let isClosed: Bool
  /// The place of the range.
  package let range: SourceRange
}

/// Conditions with what to do when they hold.
package struct TypedArm: Sendable {
  /// Alternatives (`case 1, 2`), each a list of conditions that must all hold, tested in order.
  package let alternatives: [[TypedCondition]]
  /// The statements to run.
  package let body: [TypedStatement]
}

/// One link of a condition list.
package enum TypedCondition: Sendable {
  /// Holds if the Boolean value is true.
  case test(TypedExpression)
  /// Binds the variable to the value and holds.
  case bind(VariableID, TypedExpression)
  /// Holds if the optional is not nil, and binds the variable to what it wraps.
  case unwrap(VariableID, TypedExpression)
}

/// A place that can be assigned: a variable, and the way from it to the part that changes.
package struct TypedPlace: Sendable {
  /// The variable.
  package let variable: VariableID
  /// The steps into it, outermost first; empty for the variable itself.
  package let steps: [Step]
  /// The type of the part.
  package let type: ValueType
  /// The place in the source.
  package let range: SourceRange
  /// Whether it is a field annotated `Int`; assignments to it convert explicitly.
  var isInteger = false

  /// One step into a value.
  package struct Step: Sendable {
    /// The kind of the step.
    package let kind: Kind
    /// The type of the part that it leads to.
    package let type: ValueType
    /// The place in the source, from the variable to here.
    package let range: SourceRange
  }

  /// How a part is found.
  package enum Kind: Sendable {
    /// A stored property of a structure, by its index.
    case field(Int)
    /// An element of a tuple.
    case tupleElement(Int)
    /// An element of an array.
    case element(TypedExpression)
    /// Elements of a tensor (see `TypedExpression.Kind.tensorSubscript`).
    case tensor([TensorAxis])
    /// The value of a key: the part is an optional (nil removes the key); with a default it is the
    /// value itself.
    case key(TypedExpression, default: TypedExpression?)
    /// What an optional wraps; an error if it is nil (`x!.y = 1`).
    case unwrapped
  }
}

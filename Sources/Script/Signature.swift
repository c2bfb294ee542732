/// The parameters and the result of a library entry, read from its text.
package struct Signature: Sendable {
  /// One parameter.
  package struct Parameter: Sendable {
    /// The label at the call; nil if there is none.
    package let label: String?
    /// The name inside.
    package let name: String
    /// The type; of a variadic one, that of each argument.
    package let type: ValueType
    /// Whether the argument must be integral (`Int`).
    package let isInteger: Bool
    /// Whether it takes any number of arguments.
    package let isVariadic: Bool
    /// The default value.
    package let defaultValue: Default?
  }

  /// A default value.
  package enum Default: Sendable {
    case number(Double)
    case boolean(Bool)
    case string(String)
    case none
    /// `[]` or `[:]`.
    case empty
  }

  /// The parameters, the receiver of a method first.
  package var parameters: [Parameter] = []
  /// The type of the result.
  package var result: ValueType = .error
  /// The names of library types that occur in it.
  package var objectNames: Set<String> = []

  /// The signature of `function`, and what is wrong with its text.
  package static func read(_ function: LibraryFunction) -> (Signature, problem: String?) {
    var reader = SignatureReader(function.signature)
    return reader.read(isConstant: function.kind == .constant)
  }
}

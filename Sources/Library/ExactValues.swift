package import Numerics
import Script
package import Symbols

/// An expression of symbols as a value of the language.
package struct SymbolValue: ScriptObject {
  /// The expression.
  package let symbol: Symbol
  /// The name of the type.
  package var typeName: String { "Symbol" }
  /// The expression as a formula.
  package var tex: String? { symbol.tex }
  /// The number that it is, if no symbol is left in it.
  package var number: Double? { symbol.value() }

  /// The language's value of `symbol`.
  package init(_ symbol: Symbol) { self.symbol = symbol }

  /// The expression on one line.
  package func text() -> String { symbol.description }
}

/// An exact fraction as a value of the language.
package struct FractionValue: ScriptObject {
  /// The fraction.
  package let fraction: Fraction
  /// The name of the type.
  package var typeName: String { "Fraction" }
  /// The fraction as a formula.
  package var tex: String? { Symbol(.exact(fraction)).tex }
  /// The nearest number.
  package var number: Double? { fraction.value }

  /// The language's value of `fraction`.
  package init(_ fraction: Fraction) { self.fraction = fraction }

  /// The fraction, such as `3/4`.
  package func text() -> String { fraction.description }
}

extension [Value] {
  /// The expression at `index`; a number is one too.
  func symbol(_ index: Int) throws -> Symbol {
    if index < count, case .object(let object) = self[index], let value = object as? SymbolValue {
      return value.symbol
    }
    return Symbol(try number(index))
  }

  /// The fraction at `index`; a number is one if it is exactly one.
  func fraction(_ index: Int) throws -> Fraction {
    if index < count, case .object(let object) = self[index], let value = object as? FractionValue {
      return value.fraction
    }
    let number = try number(index)
    return try exactly { () throws(Fraction.Failure) in try Fraction(exactly: number) }
  }
}

/// The fraction that `body` gives, or its failure as an error of the language.
func exactly(_ body: () throws(Fraction.Failure) -> Fraction) throws -> Fraction {
  do throws(Fraction.Failure) { return try body() } catch {
    let hint =
      switch error {
      case .zeroDenominator: "divide by something else"
      case .tooLarge: "'Double(x)' goes on with rounded numbers"
      case .notExact: "write it as a quotient of integers: 'Fraction(1, 10)'"
      }
    throw ScriptCause("value.fraction", "\(error)", hints: [hint])
  }
}

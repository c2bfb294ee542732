import Library
import Script
import Tensors
import Testing

/// Derivatives of derivatives through every entry that has them, against difference quotients of
/// the first derivative, which `LibraryGradientTests` compares with quotients of the value.
@Suite struct SecondDerivativeTests {
  static let twice = StandardLibrary.functions.indices.filter {
    StandardLibrary.functions[$0].definition != nil
  }

  /// The text of a call of an entry with the numbers of `x` in place of its numeric arguments, and
  /// those numbers.
  static func call(of index: Int) throws -> (text: String, numbers: [Double]) {
    let entry = StandardLibrary.functions[index]
    let signature = LibraryGradientTests.table.signatures[LibraryGradientTests.offset + index]
    let arguments = try #require(
      LibraryGradientTests.arguments(of: index), "no sample arguments for \(entry.name)")
    var numbers: [Double] = []
    var parts: [String] = []
    for (parameter, argument) in zip(signature.parameters, arguments) {
      let label = parameter.label.map { $0 + ": " } ?? ""
      let isFixed =
        parameter.isInteger || entry.name == "reshape" && !parts.isEmpty
        || parameter.name == "ddof"
        || parameter.name == "y" && entry.name.hasSuffix("CrossEntropy")
      switch argument {
      case _ where isFixed: parts.append(label + text(argument))
      case .double(let number):
        parts.append("\(label)x[\(numbers.count)]")
        numbers.append(number)
      case .tensor(let tensor):
        let part = "x[\(numbers.count)..<\(numbers.count + tensor.count)]"
        let sizes = tensor.shape.sizes
        parts.append(
          label
            + (sizes.count == 1
              ? part : "reshape(\(part), rows: \(sizes[0]), columns: \(sizes[1]))"))
        numbers += tensor.values
      default: parts.append(label + text(argument))
      }
    }
    let text = "\(entry.name)(\(parts.joined(separator: ", ")))"
    let isNumber = [.double, .parameter("N")].contains(signature.result)
    return (isNumber ? "[\(text)]" : text, numbers)
  }

  @Test(arguments: twice)
  func `a second derivative agrees with quotients of the first`(index: Int) throws {
    let entry = StandardLibrary.functions[index]
    let (call, numbers) = try Self.call(of: index)
    let keepsSum = LibraryGradientTests.keepsSums.contains(entry.name)
    // Squares, so that a function that only moves numbers has second derivatives, too.
    let code = """
      let p = \(text(.tensor(Tensor(numbers))))
      func f(_ x: Vector) -> Double {
        let y = \(call)
        return sum(y * y) + sum(sin(y))
      }
      let h = hessian(at: p) { x in f(x) }
      let step = 0.00001
      var worst = 0.0
      for j in 0..<(\(keepsSum) ? 3 * quotient(p.count, 3) : p.count) {
        var d = zeros(p.count)
        d[j] = 1
        if \(keepsSum) { d[3 * quotient(j, 3) + (j + 1) % 3] = -1 }
        let up = gradient(at: p + d * step) { x in f(x) }
        let down = gradient(at: p - d * step) { x in f(x) }
        let q = (up - down) / (2 * step), own = h • d
        for i in 0..<p.count { worst = max(worst, abs(own[i] - q[i]) / (1 + abs(q[i]))) }
      }
      worst < 0.000001 && worst == worst && norm(h) > 0.000001
      """
    let result = LibraryTests.result(of: code)
    #expect(result == "true", "\(entry.name)\(entry.signature): \(result)\n\(code)")
  }

  @Test func `a function on each element of a tensor has second derivatives`() {
    // ψ′ on the diagonal; Γ″/Γ = ψ′ + ψ² (DLMF 5.2, 5.15).
    let code = """
      let p = [0.7, 1.9]
      let h = hessian(at: p) { x in sum(lgamma(x)) }
      let g = hessian(at: p) { x in sum(gamma(x)) }
      let expected = gamma(p) * (trigamma(p) + digamma(p) ** 2)
      norm(h - diagonal(trigamma(p))) < 1e-14 && norm(g - diagonal(expected)) < 1e-13
      """
    #expect(LibraryTests.result(of: code) == "true")
  }

  @Test func `third derivatives go through a definition`() {
    // x ↦ (Σ eˣ)/1 by logSumExp: the third derivative of log(e^x + 1) is s(1 − s)(1 − 2s).
    let code = """
      let third = derivative(at: 0.4) { x in
        derivative(at: x) { y in derivative(at: y) { z in logSumExp([z, 0]) } }
      }
      let s = sigmoid(0.4)
      abs(third - s * (1 - s) * (1 - 2 * s)) < 1e-14
      """
    #expect(LibraryTests.result(of: code) == "true")
  }

  @Test func `a thing of the library made of a point is no silent constant`() {
    let code = "gradient(at: 1.0) { m in Normal(mean: m).logPdf(2) }"
    #expect(LibraryTests.result(of: code) == "error: 'Normal' has no derivative")
  }

  @Test(arguments: [
    ("Normal(mean: 1, standardDeviation: 2)", 0.3), ("StudentT(degreesOfFreedom: 3)", 0.8),
    ("ChiSquared(degreesOfFreedom: 4)", 1.7), ("FisherF(numerator: 5, denominator: 7)", 1.2),
    ("Beta(alpha: 2, beta: 3)", 0.4), ("Gamma(shape: 2.5, scale: 1.5)", 2.2),
    ("Exponential(rate: 2)", 0.6), ("Uniform(from: -1, to: 3)", 0.5),
    ("LogNormal(mu: 0.2, sigma: 0.7)", 1.3), ("Laplace(location: 0.1, scale: 2)", 0.9),
    ("Cauchy(location: 0.3, scale: 1.2)", 1.1), ("Weibull(shape: 1.7, scale: 2)", 1.4),
  ])
  func `the curves of a distribution slope as their quotients`(name: String, x: Double) {
    let code = """
      let d = \(name), x = \(x), step = 0.00001
      func quotient(_ f: (Double) -> Double, _ x: Double) -> Double {
        (f(x + step) - f(x - step)) / (2 * step)
      }
      let found = [
        gradient(at: x) { x in d.pdf(x) }, gradient(at: x) { x in d.logPdf(x) },
        gradient(at: x) { x in d.cdf(x) }, gradient(at: x) { x in d.survival(x) },
        gradient(at: d.cdf(x)) { p in d.quantile(p) },
      ]
      let expected = [
        quotient({ x in d.pdf(x) }, x), quotient({ x in d.logPdf(x) }, x),
        quotient({ x in d.cdf(x) }, x), quotient({ x in d.survival(x) }, x),
        quotient({ p in d.quantile(p) }, d.cdf(x)),
      ]
      norm(found - expected) < 1e-6 * (1 + norm(expected))
      """
    let result = LibraryTests.result(of: code)
    #expect(result == "true", "\(name): \(result)")
  }
}

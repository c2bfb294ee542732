import Numerics

/// The eigenvalues of a square matrix, which may be complex, and its eigenvectors as columns.
public struct GeneralEigen: Sendable {
  /// The eigenvalues, in the order of their real parts and then of the imaginary ones.
  public let values: ComplexValues
  /// The real parts of the eigenvectors, a column each, `[n, n]`.
  public let realVectors: Tensor
  /// Their imaginary parts, `[n, n]`; 0 for a real eigenvalue.
  public let imaginaryVectors: Tensor
}

extension Tensor {
  /// The eigenvalues and eigenvectors of a square matrix.
  ///
  /// Each vector has length 1 and a largest component that is real and positive. A matrix without a
  /// full set of eigenvectors has columns that agree up to rounding.
  ///
  /// - Shape: `[n, n]` → values `[n]`, vectors `[n, n]`.
  /// - Complexity: O(*n*³).
  /// - Throws: `TensorError` of kind `convergence` if the iteration does not settle.
  /// - Source: Golub, Van Loan, *Matrix Computations*, 4th ed., §7.6.4: back substitution in the
  ///   real Schur form.
  public func eigen() throws(TensorError) -> GeneralEigen {
    let n = try squareSize(for: "the eigenvectors")
    if self == transposed() {
      let eigen = try symmetricEigen()
      let none = Tensor.filled(.vector(n), with: 0)
      return GeneralEigen(
        values: ComplexValues(real: eigen.values, imaginary: none), realVectors: eigen.vectors,
        imaginaryVectors: Tensor.filled(shape, with: 0))
    }
    let form = try schurForm(needsVectors: true)
    let order = (0..<n).sorted { (i: Int, j: Int) -> Bool in
      let (a, b) = (form.values[i], form.values[j])
      return a.real == b.real ? a.imaginary < b.imaginary : a.real < b.real
    }
    let (rows, imaginaryRows) = try form.vectors(shape)
    var real = Tensor.filled(shape, with: 0)
    var imaginary = real
    for (column, k) in order.enumerated() {
      for i in 0..<n {
        real.storage[i * n + column] = rows[k * n + i]
        imaginary.storage[i * n + column] = imaginaryRows[k * n + i]
      }
    }
    return GeneralEigen(
      values: ComplexValues(
        real: Tensor(order.map { form.values[$0].real }),
        imaginary: Tensor(order.map { form.values[$0].imaginary })),
      realVectors: real, imaginaryVectors: imaginary)
  }
}

/// A complex number: only what back substitution needs.
struct Complex {
  var real: Double
  var imaginary: Double

  /// The sum of the magnitudes of both parts.
  var size: Double { real.magnitude + imaginary.magnitude }

  static func + (a: Complex, b: Complex) -> Complex {
    Complex(real: a.real + b.real, imaginary: a.imaginary + b.imaginary)
  }

  static func - (a: Complex, b: Complex) -> Complex {
    Complex(real: a.real - b.real, imaginary: a.imaginary - b.imaginary)
  }

  static func * (a: Complex, b: Complex) -> Complex {
    Complex(
      real: a.real * b.real - a.imaginary * b.imaginary,
      imaginary: a.real * b.imaginary + a.imaginary * b.real)
  }

  static func * (a: Complex, b: Double) -> Complex {
    Complex(real: a.real * b, imaginary: a.imaginary * b)
  }

  /// Smith's division, which does not overflow on the way.
  static func / (a: Complex, b: Complex) -> Complex {
    if b.real.magnitude >= b.imaginary.magnitude {
      let ratio = b.imaginary / b.real
      let below = b.real + b.imaginary * ratio
      return Complex(
        real: (a.real + a.imaginary * ratio) / below,
        imaginary: (a.imaginary - a.real * ratio) / below)
    }
    let ratio = b.real / b.imaginary
    let below = b.real * ratio + b.imaginary
    return Complex(
      real: (a.real * ratio + a.imaginary) / below,
      imaginary: (a.imaginary * ratio - a.real) / below)
  }
}

extension SchurForm {
  /// The eigenvectors D Z x as rows in the order of the diagonal: their real and imaginary parts.
  fileprivate func vectors(
    _ shape: Shape
  ) throws(TensorError) -> (real: [Double], imaginary: [Double]) {
    let n = size
    var (real, imaginary) = (Tensor.filled(shape, with: 0), Tensor.filled(shape, with: 0))
    let tiny = max(0x1p-52 * t.reduce(0) { max($0, $1.magnitude) }, 0x1p-1000)
    t.withUnsafeBufferPointer { t in
      real.withMutableValues { x in
        imaginary.withMutableValues { y in
          guard let t = t.baseAddress, let x = x.baseAddress, let y = y.baseAddress else { return }
          for k in 0..<n where values[k].imaginary >= 0 {
            let value = Complex(
              real: values[k].real / scale, imaginary: values[k].imaginary / scale)
            BackSubstitution(
              size: n, t: t, value: value, tiny: tiny, real: x + k * n, imaginary: y + k * n
            ).solve(k)
          }
        }
      }
    }
    let turns = Tensor(unchecked: transposedZ, shape)
    var rows = try real.matmul(turns).storage
    var imaginaryRows = try imaginary.matmul(turns).storage
    for k in 0..<n {
      let places = (k * n)..<(k * n + n)
      if values[k].imaginary < 0 {
        // The conjugate of its neighbour.
        for i in places {
          rows[i] = rows[i - n]
          imaginaryRows[i] = -imaginaryRows[i - n]
        }
      } else {
        finish(&rows[places], &imaginaryRows[places])
      }
    }
    return (rows, imaginaryRows)
  }

  /// Takes back the balancing, and makes the length 1 and the largest entry real and positive.
  private func finish(_ real: inout ArraySlice<Double>, _ imaginary: inout ArraySlice<Double>) {
    let least = exponents.max() ?? 0
    var largest = 0.0
    for (k, i) in real.indices.enumerated() {
      let power = powerOfTwo(max(exponents[k] - least, -1000))
      real[i] *= power
      imaginary[i] *= power
      largest = max(largest, real[i].magnitude + imaginary[i].magnitude)
    }
    guard largest > 0 else { return }
    var square = 0.0
    var leader = real.startIndex
    var highest = 0.0
    for i in real.indices {
      real[i] /= largest
      imaginary[i] /= largest
      let part = real[i] * real[i] + imaginary[i] * imaginary[i]
      square += part
      if part > highest * (1 + 0x1p-40) { (leader, highest) = (i, part) }
    }
    let (c, s) = (real[leader], imaginary[leader])
    let length = hypot(c, s) * square.squareRoot()
    for i in real.indices {
      let (a, b) = (real[i], imaginary[i])
      real[i] = (a * c + b * s) / length
      imaginary[i] = (b * c - a * s) / length
    }
    imaginary[leader] = 0
  }
}

/// One eigenvector of a block triangular matrix, solved for from the bottom up.
private struct BackSubstitution {
  let size: Int
  /// The matrix, row by row.
  let t: UnsafePointer<Double>
  /// The eigenvalue.
  let value: Complex
  /// A pivot of 0, that of equal eigenvalues, counts as this one.
  let tiny: Double
  /// The vector, all 0 at first.
  let real, imaginary: UnsafeMutablePointer<Double>

  private func set(_ i: Int, _ x: Complex) {
    real[i] = x.real
    imaginary[i] = x.imaginary
  }

  /// Solves for the eigenvector of the eigenvalue at place `k` of the diagonal: the first of a pair,
  /// if there are two.
  func solve(_ k: Int) {
    let n = size
    var next = k - 1
    var largest: Double
    if value.imaginary == 0 {
      real[k] = 1
      largest = 1
    } else {
      let (a, b) = (t[k * n + k], t[k * n + k + 1])
      let (c, d) = (t[(k + 1) * n + k], t[(k + 1) * n + k + 1])
      // (b, λ − a) and (λ − d, c) are both eigenvectors; the one with the larger entries counts.
      if b.magnitude >= c.magnitude {
        real[k] = b
        set(k + 1, Complex(real: value.real - a, imaginary: value.imaginary))
      } else {
        set(k, Complex(real: value.real - d, imaginary: value.imaginary))
        real[k + 1] = c
      }
      largest = max(entry(k).size, entry(k + 1).size)
    }
    let end = value.imaginary == 0 ? k : k + 1
    while next >= 0 {
      let first = eliminate(next, end)
      for i in first...next { largest = max(largest, entry(i).size) }
      next = first - 1
      if largest > 0x1p300 {
        for i in 0..<n { set(i, entry(i) * (1 / largest)) }
        largest = 1
      }
    }
  }

  private func entry(_ i: Int) -> Complex { Complex(real: real[i], imaginary: imaginary[i]) }

  /// Minus the sum of what is known of the row: columns `first...last`.
  private func rest(_ row: Int, from first: Int, to last: Int) -> Complex {
    let (count, elements) = (last - first + 1, t + (row * size + first))
    return Complex(
      real: -innerProduct(count, elements, real + first),
      imaginary: value.imaginary == 0 ? 0 : -innerProduct(count, elements, imaginary + first))
  }

  private func shifted(_ i: Int) -> Complex {
    Complex(real: t[i * size + i] - value.real, imaginary: -value.imaginary)
  }

  /// Solves for the entries of the block that ends at row `i`; its first row.
  private func eliminate(_ i: Int, _ last: Int) -> Int {
    let n = size
    guard i > 0, t[i * n + i - 1] != 0 else {
      var pivot = shifted(i)
      if pivot.size < tiny { pivot = Complex(real: tiny, imaginary: 0) }
      set(i, rest(i, from: i + 1, to: last) / pivot)
      return i
    }
    let (a, d) = (shifted(i - 1), shifted(i))
    let (b, c) = (t[(i - 1) * n + i], t[i * n + i - 1])
    var determinant = a * d - Complex(real: b * c, imaginary: 0)
    if determinant.size < tiny * tiny { determinant = Complex(real: tiny * tiny, imaginary: 0) }
    let (f, g) = (rest(i - 1, from: i + 1, to: last), rest(i, from: i + 1, to: last))
    set(i - 1, (f * d - g * b) / determinant)
    set(i, (g * a - f * c) / determinant)
    return i - 1
  }
}

import Dispatch
import KernelWidths
import Kernels
import Numerics
import Tensors
import Testing

/// FNV-1a over the bits of results; all NaN count as one.
private struct BitHash {
  private(set) var value: UInt64 = 14_695_981_039_346_656_037

  mutating func add(_ x: Double) {
    let bits = x.isNaN ? Double.nan.bitPattern : x.bitPattern
    for shift in [0, 32] {
      value = (value ^ (bits >> UInt64(shift)) & 0xFFFF_FFFF) &* 1_099_511_628_211
    }
  }

  mutating func add(_ x: [Double]) { for element in x { add(element) } }
}

/// A wide sweep of functions, sums and products gives one hash, whatever the width of the vectors
/// and the number of threads.
@Suite struct SameBitsTests {
  /// Numbers of all sizes and signs, subnormal ones too, then ordinary ones, then special ones.
  private static let points: [Double] = {
    var random = RandomSource(seed: 42)
    var points: [Double] = []
    for _ in 0..<1_500 { points.append(Double(bitPattern: random.nextUInt64())) }
    for _ in 0..<1_500 { points.append((random.nextUnit() - 0.5) * 100) }
    for _ in 0..<1_000 { points.append((random.nextUnit() - 0.5) * 2) }
    points += [0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .pi, 709.78]
    return points.map { $0.isNaN ? .nan : $0 }
  }()

  private static let functions: [Elementwise] = [
    .exp, .exp2, .expm1, .log, .log2, .log10, .log1p, .sin, .cos, .tan, .asin, .acos, .atan, .sinh,
    .cosh, .tanh, .sqrt, .cbrt, .sigmoid, .erf, .erfc, .erfcx, .normalCDF, .normalPDF,
  ]

  /// The hash of all functions and sums of the kernels at one width.
  private static func hash(of kernels: kw_kernels) -> UInt64 {
    var hash = BitHash()
    let x = points
    let y = Array(points.reversed())
    var out = [Double](repeating: 0, count: x.count)
    for index in 0..<kernels.unary_count {
      let function = kernels.unary[index]
      function.many(x, &out, x.count)
      hash.add(out)
      // The scalar entry has the same bits as the array entry.
      for i in stride(from: 0, to: x.count, by: 7) { hash.add(function.one(x[i])) }
    }
    for index in 0..<kernels.binary_count {
      kernels.binary[index].many(x, 1, y, 1, &out, x.count)
      hash.add(out)
    }
    let ordinary = x.filter { $0.magnitude < 1e100 }
    for count in [0, 1, 7, 8, 9, 100, ordinary.count - 1] {
      hash.add(kernels.sum(ordinary, count))
      hash.add(kernels.dot(ordinary, ordinary, count))
      hash.add(kernels.compensated(ordinary, count))
    }
    return hash.value
  }

  /// What the library itself gives, by whichever kernels were chosen at its start.
  private static func hashOfLibrary() -> UInt64 {
    var hash = BitHash()
    let x = points
    let y = Array(points.reversed())
    for function in functions {
      hash.add(function(x))
      for i in stride(from: 0, to: x.count, by: 7) { hash.add(function(x[i])) }
    }
    for pair in [ElementwisePair.pow, .atan2, .hypot] {
      for i in x.indices { hash.add(pair(x[i], y[i])) }
    }
    let ordinary = x.filter { $0.magnitude < 1e100 }
    for count in [0, 1, 7, 8, 9, 100, ordinary.count - 1] {
      let part = Array(ordinary[..<count])
      hash.add(Sums.sum(part))
      hash.add(Sums.dot(part, part))
      hash.add(Sums.compensated(part))
    }
    return hash.value
  }

  private static var widths: ClosedRange<Int> { 0...Int(mb_product_width().rawValue) }

  @Test func `functions and sums have one hash at every width`() throws {
    let expected = Self.hashOfLibrary()
    for width in Self.widths {
      guard let kernels = kw_kernels_at(Int32(width)) else { continue }
      #expect(kernels.pointee.unary_count == Self.functions.count)
      #expect(Self.hash(of: kernels.pointee) == expected, "vectors of \(128 << width) bits")
    }
  }

  /// The products of a few shapes, their rows divided among `threads`.
  private static func hashOfProducts(width: Int, threads: Int) -> UInt64 {
    var hash = BitHash()
    var random = RandomSource(seed: 5)
    for (m, n, k) in [(1, 1, 1), (3, 5, 7), (8, 24, 256), (50, 70, 300), (129, 97, 131)] {
      let a = (0..<(m * k)).map { _ in random.nextNormal() }
      let b = (0..<(k * n)).map { _ in random.nextNormal() }
      var c = [Double](repeating: 0, count: m * n)
      let share = (m + threads - 1) / threads
      c.withUnsafeMutableBufferPointer { out in
        a.withUnsafeBufferPointer { left in
          b.withUnsafeBufferPointer { right in
            let job = Job(left: left, right: right, out: out)
            DispatchQueue.concurrentPerform(iterations: threads) { part in
              let start = min(part * share, m)
              let rows = min(share, m - start)
              guard let a = job.left.baseAddress, let b = job.right.baseAddress,
                let c = job.out.baseAddress
              else { return }
              mb_product(
                rows, n, k, mb_matrix(base: a + start * k, row: k, column: 1),
                mb_matrix(base: b, row: n, column: 1), c + start * n, n,
                mb_width(UInt32(width)))
            }
          }
        }
      }
      hash.add(c)
    }
    return hash.value
  }

  private struct Job: @unchecked Sendable {
    let left: UnsafeBufferPointer<Double>
    let right: UnsafeBufferPointer<Double>
    let out: UnsafeMutableBufferPointer<Double>
  }

  @Test func `products have one hash at every width and with one and two threads`() {
    let expected = Self.hashOfProducts(width: 0, threads: 1)
    for width in Self.widths {
      for threads in [1, 2] {
        #expect(
          Self.hashOfProducts(width: width, threads: threads) == expected,
          "vectors of \(128 << width) bits, \(threads) threads")
      }
    }
  }
}

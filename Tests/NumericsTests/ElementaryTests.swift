import Numerics
import Testing

@Suite struct ElementaryTests {
  /// The distance in units of the last place of the value.
  private func ulps(_ x: Double, from value: Double) -> Double {
    if x == value || (x.isNaN && value.isNaN) { return 0 }
    return abs(x - value) / value.ulp
  }

  // The tables hold values rounded once, so one unit more or less is an error below 1.5 ulp; the
  // sweeps behind the figures in the documentation found at most 0.82.
  @Test func `every function is within a unit of the table`() {
    for (function, x, value) in elementaryTable {
      #expect(ulps(function(x), from: value) <= 1, "\(function)(\(x))")
    }
    for (function, x, y, value) in elementaryPairTable {
      #expect(ulps(function(x, y), from: value) <= 1, "\(function)(\(x), \(y))")
    }
    #expect(Set(elementaryTable.map(\.0)) == Set(Elementwise.allCases))
  }

  @Test func `most values of the table are rounded correctly`() {
    let wrong = elementaryTable.count { $0.0($0.x) != $0.value }
    #expect(wrong * 12 < elementaryTable.count)
  }

  @Test func `exact values are exact`() {
    for n in -1074...1023 { #expect(exp2(Double(n)) == scalbn(1, n)) }
    for n in -1074...1023 { #expect(log2(scalbn(1, n)) == Double(n)) }
    var power = 1.0
    for n in 0...22 {
      #expect(log10(power) == Double(n))
      #expect(pow(10, Double(n)) == power)
      power *= 10
    }
    for n in 1...100 {
      let x = Double(n)
      #expect(cbrt(x * x * x) == x)
      #expect(hypot(3 * x, 4 * x) == 5 * x)
    }
    #expect(exp(0) == 1 && cos(0) == 1 && cosh(0) == 1 && sigmoid(0) == 0.5 && acos(1) == 0)
  }

  private func scalbn(_ x: Double, _ n: Int) -> Double {
    Double(sign: .plus, exponent: n, significand: x)
  }

  // C11 annex F.
  @Test func `edges follow the standard`() {
    let infinity = Double.infinity
    #expect(exp(-infinity) == 0 && exp(infinity) == infinity && exp(710) == infinity)
    #expect(exp(-746) == 0 && expm1(-infinity) == -1 && expm1(infinity) == infinity)
    #expect(exp2(1024) == infinity && exp2(-1076) == 0)
    for log in [Elementwise.log, .log2, .log10] {
      #expect(log(0) == -infinity && log(-0.0) == -infinity && log(-1).isNaN)
      #expect(log(infinity) == infinity && log(1) == 0 && log(1).sign == .plus)
    }
    #expect(log1p(-1) == -infinity && log1p(-1.5).isNaN && log1p(infinity) == infinity)
    #expect(sin(infinity).isNaN && cos(-infinity).isNaN && tan(infinity).isNaN)
    #expect(asin(1.0000000000000002).isNaN && acos(-1.5).isNaN)
    #expect(atan(infinity) == Double.pi / 2 && atan(-infinity) == -Double.pi / 2)
    #expect(sinh(-infinity) == -infinity && cosh(-infinity) == infinity && sinh(711) == infinity)
    #expect(tanh(infinity) == 1 && tanh(-infinity) == -1)
    #expect(sigmoid(-infinity) == 0 && sigmoid(infinity) == 1)
    #expect(sqrt(-1).isNaN && sqrt(infinity) == infinity)
    #expect(cbrt(infinity) == infinity && cbrt(-infinity) == -infinity)
    for function in Elementwise.allCases { #expect(function(.nan).isNaN, "\(function)") }
    let odd: [Elementwise] = [.sin, .tan, .asin, .atan, .sinh, .tanh, .cbrt, .expm1, .log1p, .sqrt]
    for function in odd {
      #expect(function(-0.0) == 0 && function(-0.0).sign == .minus, "\(function)")
      #expect(function(0).sign == .plus, "\(function)")
    }
    for x in [Double.leastNonzeroMagnitude, 0x1p-1030, 1e-200] {
      for function in odd where function != .cbrt && function != .sqrt {
        #expect(function(x) == x, "\(function)")
      }
    }
  }

  @Test func `powers follow the standard`() {
    let infinity = Double.infinity
    #expect(pow(.nan, 0) == 1 && pow(1, .nan) == 1 && pow(.nan, 1).isNaN && pow(2, .nan).isNaN)
    #expect(pow(-1, infinity) == 1 && pow(-1, -infinity) == 1)
    #expect(pow(0.5, infinity) == 0 && pow(0.5, -infinity) == infinity)
    #expect(pow(-2, infinity) == infinity && pow(2, -infinity) == 0)
    #expect(pow(-8, 1.0 / 3).isNaN && pow(-2, 3) == -8 && pow(-2, 2) == 4 && pow(-2, -1) == -0.5)
    #expect(pow(-0.0, -3) == -infinity && pow(-0.0, -2) == infinity && pow(0, -0.5) == infinity)
    #expect(pow(-0.0, 3).sign == .minus && pow(-0.0, 2).sign == .plus && pow(0, 0.1) == 0)
    #expect(pow(-infinity, 3) == -infinity && pow(-infinity, 2) == infinity)
    #expect(pow(-infinity, -3).sign == .minus && pow(infinity, -2) == 0)
    #expect(pow(-1, 9_007_199_254_740_992) == 1 && pow(-1, 9_007_199_254_740_991) == -1)
    #expect(pow(2, 1024) == infinity && pow(2, -1075) == 0 && pow(-2, 1025) == -infinity)
    #expect(pow(2, -1074) == Double.leastNonzeroMagnitude && pow(1e300, 1e300) == infinity)
  }

  @Test func `angles of points follow the standard`() {
    let infinity = Double.infinity
    #expect(atan2(0, 1).sign == .plus && atan2(-0.0, 1).sign == .minus && atan2(0, 0) == 0)
    #expect(atan2(0, -0.0) == .pi && atan2(-0.0, -1) == -.pi && atan2(1, 0) == .pi / 2)
    #expect(atan2(infinity, infinity) == .pi / 4 && atan2(infinity, -infinity) == 3 * .pi / 4)
    #expect(atan2(-1, infinity) == 0 && atan2(-1, infinity).sign == .minus)
    #expect(atan2(1, -infinity) == .pi && atan2(-infinity, 5) == -.pi / 2)
    #expect(atan2(.nan, 1).isNaN && atan2(1, .nan).isNaN)
    #expect(hypot(infinity, .nan) == infinity && hypot(.nan, 1).isNaN && hypot(0, -0.0) == 0)
  }

  @Test func `runs give the bits of single values`() {
    var random = RandomSource(seed: 21)
    let edges: [Double] = [0, -0.0, .infinity, -.infinity, .nan, 1e22, -1e300, 0x1p-1030, 1, -1]
    // Every length of what is left after whole vectors; blocks with and without edges.
    for (turn, count) in (Array(0...33) + [255, 256, 257, 272, 700, 701]).enumerated() {
      var x = (0..<count).map { _ in random.nextNormal() * 3 }
      let first = turn.isMultiple(of: 2) ? 3 : 300
      for i in stride(from: first, to: count, by: 40) { x[i] = edges[(i / 40) % edges.count] }
      let y = (0..<count).map { _ in random.nextNormal() * 3 }
      for function in Elementwise.allCases {
        #expect(function(x).map(\.bits) == x.map { function($0).bits }, "\(function)")
        var place = x
        place.withUnsafeMutableBufferPointer { buffer in
          if let start = buffer.baseAddress { function(UnsafeBufferPointer(buffer), into: start) }
        }
        #expect(place.map(\.bits) == x.map { function($0).bits }, "\(function) in place")
      }
      for function in ElementwisePair.allCases where count > 0 {
        var both = x
        var one = x
        function(x, y, into: &both, count: count)
        function(x, y, yStride: 0, into: &one, count: count)
        #expect(both.map(\.bits) == x.indices.map { function(x[$0], y[$0]).bits })
        #expect(one.map(\.bits) == x.map { function($0, y[0]).bits })
      }
    }
  }

  // Pinned: the same on every processor, with and without wide vectors, optimised or not.
  @Test func `the bits are the same on every machine`() {
    var random = RandomSource(seed: 1)
    var hash: UInt64 = 14_695_981_039_346_656_037
    func add(_ x: Double) { hash = (hash ^ x.bits) &* 1_099_511_628_211 }
    for round in 0..<3_000 {
      let wide = Double(bitPattern: random.nextUInt64())
      let x = round % 3 == 0 ? wide : random.nextNormal() * 10
      let y = random.nextNormal() * 10
      for function in Elementwise.allCases { add(function(x)) }
      for function in ElementwisePair.allCases { add(function(x, y)) }
    }
    #expect(hash == 3_900_210_844_789_863_103)
  }
}

extension Double {
  /// The bits, one pattern for all NaNs.
  var bits: UInt64 { isNaN ? 1 : bitPattern }
}

import Numerics
import Testing

@Suite(.enabled(if: SpecialFunctionTable.folder != nil, "skipped: no outside data"))
struct SpecialFunctionDataTests {
  private typealias Function = @Sendable ([Double]) -> Double

  private static let functions: [(name: String, ulps: Double, relative: Double, Function)] = [
    ("erf", 4, 0, { erf($0[0]) }),
    ("erfc", 4, 0, { erfc($0[0]) }),
    ("erfcx", 4, 0, { erfcx($0[0]) }),
    ("erfinv", 4, 0, { erfinv($0[0]) }),
    ("expm1", 1, 0, { expm1($0[0]) }),
    ("log1p", 1, 0, { log1p($0[0]) }),
    ("tanh", 1, 0, { tanh($0[0]) }),
    ("sigmoid", 1, 0, { sigmoid($0[0]) }),
    ("normal_cdf", 4, 0, { normalCDF($0[0]) }),
    ("normal_pdf", 4, 0, { normalPDF($0[0]) }),
    ("normal_logcdf", 4, 0, { normalLogCDF($0[0]) }),
    ("normal_quantile", 4, 0, { normalQuantile($0[0]) }),
    ("gamma", 4, 0, { gamma($0[0]) }),
    ("lgamma", 4, 0, { lgamma($0[0]) }),
    ("digamma", 4, 0, { digamma($0[0]) }),
    ("trigamma", 4, 0, { trigamma($0[0]) }),
    ("beta", 4, 0, { beta($0[0], $0[1]) }),
    ("lbeta", 4, 0, { lbeta($0[0], $0[1]) }),
    ("gammainc_lower_regularized", 4, 1e-13, { gammainc($0[0], $0[1]) }),
    ("gammainc_upper_regularized", 4, 1e-13, { gammaincc($0[0], $0[1]) }),
    ("betainc_regularized", 4, 1e-13, { betainc($0[0], $0[1], $0[2]) }),
    ("gamma_quantile", 4, 1e-13, { gammaincinv($0[1], $0[0]) }),
    ("beta_quantile", 4, 1e-13, { betaincinv($0[1], $0[2], $0[0]) }),
    ("bessel_j", 4, 0, { besselJ(Int($0[0]), $0[1]) }),
    ("bessel_i", 4, 0, { besselI(Int($0[0]), $0[1]) }),
    ("zeta", 4, 0, { zeta($0[0]) }),
    ("expint_ei", 4, 0, { expint($0[0]) }),
  ]

  @Test func `special functions meet the goal on the outside tables`() throws {
    let table = try SpecialFunctionTable()
    for (name, ulps, relative, function) in Self.functions {
      let points = table(name)
      #expect(!points.isEmpty, "\(name) is missing in the tables")
      var worst = (ulps: 0.0, relative: 0.0, at: [Double]())
      for point in points {
        let value = function(point.arguments)
        // The table's own arithmetic rounds log Φ to 0 where it is below 10⁻⁶⁰.
        if point.value.isZero && value.magnitude < 1e-60 { continue }
        let found = error(of: value, from: point.value)
        // Below the normal numbers a double has fewer digits.
        let isTiny = point.value.doubleValue.magnitude < 1e-307
        if found.ulps > worst.ulps {
          worst = (found.ulps, found.relative, point.arguments)
        }
        #expect(
          found.ulps <= (isTiny ? 1 : ulps) || found.relative <= relative,
          "\(name)\(point.arguments) = \(value), off by \(found.ulps) ulp, \(found.relative)")
      }
      print("\(name): worst \(worst.ulps) ulp (\(worst.relative)) at \(worst.at)")
    }
  }

  @Test func `awkward sums and extreme vectors`() throws {
    let table = try SpecialFunctionTable()
    #expect(table.sums.count >= 5 && !table.vectors.isEmpty)
    for sum in table.sums {
      let value = try #require(ExactDecimal(sum.exact_sum)).doubleValue
      #expect(Sums.compensated(sum.x) == value, "\(sum.x)")
    }
    for vector in table.vectors {
      let value = try #require(ExactDecimal(vector.logsumexp))
      #expect(error(of: Sums.logSumExp(vector.x), from: value).ulps <= 2, "\(vector.x)")
    }
  }
}

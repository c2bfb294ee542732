import Foundation
import Tensors
import Testing

/// The folder with outside data, if the environment names one.
let outsideData = ProcessInfo.processInfo.environment["MATHBOOK_DATA"]

/// One difficult matrix with its true properties.
private struct Difficult: Decodable {
  var name: String
  var A: [[Double]]
  var rank: Int
  var condition_2: String
  var symmetric: Bool
  var singular_values: [String]
  var eigenvalues: [String]?
  var eigenvalues_re: [String]?
  var eigenvalues_im: [String]?
  var b: [Double]
  var solution_of_Ax_b: [String]?
  var least_squares_solution: [String]?
  var minimum_norm_solution: [String]?
  var residual_sum_of_squares: String?
  var determinant: String?
  var determinant_sign: Double?
  var log_abs_determinant: String?
  var inverse: [[String]]?
}

private struct DifficultFile: Decodable {
  var matrices: [Difficult]
}

private func numbers(_ texts: [String]) -> [Double] {
  texts.map { Double($0) ?? .nan }
}

/// The largest difference relative to the largest value.
private func error(_ actual: Tensor, _ expected: [Double]) -> Double {
  guard actual.count == expected.count else { return .infinity }
  let scale = expected.map(\.magnitude).max() ?? 0
  let worst = zip(actual.values, expected).map { abs($0 - $1) }.max() ?? 0
  return worst == 0 ? 0 : worst / scale
}

// Skipped: no outside data, unless MATHBOOK_DATA names its folder.
@Suite(.enabled(if: outsideData != nil, "skipped: no outside data"))
struct OutsideMatricesTests {
  private let matrices: [Difficult]

  init() throws {
    let path = (outsideData ?? "") + "/linear-algebra/matrices.json"
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    matrices = try JSONDecoder().decode(DifficultFile.self, from: data).matrices
    #expect(matrices.count == 40)
  }

  @Test func `singular values are right beside the largest`() throws {
    for matrix in matrices {
      let values = try Tensor(rows: matrix.A).singularValues()
      let worst = error(values, numbers(matrix.singular_values))
      #expect(worst < 4e-15, "\(matrix.name): \(worst)")
    }
  }

  @Test func `symmetric eigenvalues are right beside the largest`() throws {
    for matrix in matrices {
      guard let texts = matrix.eigenvalues else { continue }
      let worst = error(try Tensor(rows: matrix.A).symmetricEigenvalues(), numbers(texts))
      #expect(worst < 4e-15, "\(matrix.name): \(worst)")
    }
  }

  @Test func `general eigenvalues are as good as LAPACK's`() throws {
    for matrix in matrices {
      guard let re = matrix.eigenvalues_re, let im = matrix.eigenvalues_im else { continue }
      let found = try Tensor(rows: matrix.A).eigenvalues()
      var rest = Array(zip(numbers(re), numbers(im)))
      let scale = rest.map { ($0.0 * $0.0 + $0.1 * $0.1).squareRoot() }.max() ?? 1
      var worst = 0.0
      // Each is compared with the nearest that is left: rounding may exchange neighbours.
      for (x, y) in zip(found.real.values, found.imaginary.values) {
        let distances = rest.map { hypot($0.0 / scale - x / scale, $0.1 / scale - y / scale) }
        let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
        worst = max(worst, distances[nearest])
        rest.remove(at: nearest)
      }
      let limit = matrix.name == "companion_wilkinson_roots" ? 1e-12 : 4e-14
      #expect(worst < limit, "\(matrix.name): \(worst)")
    }
  }

  @Test func `solutions are right to the last digits whatever the condition`() throws {
    for matrix in matrices {
      guard let texts = matrix.solution_of_Ax_b else { continue }
      let x = try Tensor(rows: matrix.A).solve(Tensor(matrix.b))
      let worst = zip(x.values, numbers(texts)).map { abs($0 - $1) / max(abs($1), 1e-300) }.max()
      #expect(error(x, numbers(texts)) < 4e-16, "\(matrix.name): \(worst ?? 0)")
    }
  }

  @Test func `least squares are right to the last digits, of full rank or not`() throws {
    for matrix in matrices {
      let a = try Tensor(rows: matrix.A)
      if let texts = matrix.least_squares_solution {
        let fit = try a.leastSquares(Tensor(matrix.b))
        #expect(error(fit.value, numbers(texts)) < 1e-15, "\(matrix.name)")
        let squares = Double(matrix.residual_sum_of_squares ?? "") ?? .nan
        let found = fit.residualSquares.values[0]
        #expect(abs(found - squares) <= 1e-14 * squares, "\(matrix.name): \(found) \(squares)")
      }
      if let texts = matrix.minimum_norm_solution {
        let fit = try a.leastSquares(Tensor(matrix.b))
        #expect(error(fit.value, numbers(texts)) < 1e-13, "\(matrix.name)")
        #expect(fit.rank == matrix.rank, "\(matrix.name)")
      }
    }
  }

  @Test func `determinants and inverses of difficult matrices`() throws {
    for matrix in matrices {
      let a = try Tensor(rows: matrix.A)
      if let text = matrix.log_abs_determinant, let expected = Double(text) {
        let found = try a.logDeterminant()
        let condition = min(Double(matrix.condition_2) ?? 1, 1e9)
        #expect(abs(found.logMagnitude - expected) < 1e-14 * condition + 1e-12, "\(matrix.name)")
        #expect(found.sign == matrix.determinant_sign, "\(matrix.name)")
      }
      if let rows = matrix.inverse {
        let expected = rows.flatMap(numbers)
        #expect(error(try a.inverse().flattened(), expected) < 1e-15, "\(matrix.name)")
      }
    }
  }

  @Test func `ranks are those of exact arithmetic where doubles can tell`() throws {
    for matrix in matrices {
      // A condition beyond 1/ε cannot be told from singular.
      let condition = Double(matrix.condition_2) ?? .infinity
      if condition > 1e14 && condition.isFinite { continue }
      #expect(try Tensor(rows: matrix.A).matrixRank() == matrix.rank, "\(matrix.name)")
    }
  }
}

import Numerics
import Tensors

/// Matrices that are hard to factor, solve and take spectra of.
extension Accuracy.Suite {
  /// The suite of the folder `linear-algebra`.
  static let linearAlgebra = Accuracy.Suite(name: "linear-algebra") { folder in
    let file = try Accuracy.decoded(folder + "/matrices.json", as: MatrixReference.File.self)
    return [backward(file.matrices), spectra(file.matrices), solutions(file.matrices)]
  }

  /// What one operation on one matrix has to show: a number, or why there is none.
  private static func cell(_ value: Double?) -> AccuracyTable.Cell {
    value.map { .fixed($0, 2) } ?? .missing
  }

  // MARK: backward errors

  private static func backward(_ matrices: [MatrixReference]) -> AccuracyTable {
    let names = ["LU", "solve", "QR", "Q'Q", "Cholesky", "SVD", "U'U", "V'V", "eigen"]
    var table = AccuracyTable(
      "backward errors and distances from orthogonality in units of n·ε; goal: 10",
      ["matrix", "size"] + names)
    for matrix in matrices {
      let errors = (try? backward(matrix)) ?? names.map { _ in Double.infinity }
      table.rows.append(
        [.text(matrix.name), .text("\(matrix.A.count)×\(matrix.A[0].count)")] + errors.map(cell))
      for (name, error) in zip(names, errors) {
        if let error, !(error <= 10) { table.misses.append("\(matrix.name): \(name) \(error)") }
      }
    }
    return table
  }

  private static func backward(_ matrix: MatrixReference) throws -> [Double?] {
    let a = try Tensor(rows: matrix.A)
    let judge = BackwardError(matrix.A)
    var errors = [Double?](repeating: nil, count: 9)
    if a.shape[0] == a.shape[1] {
      let lu = try a.luFactors()
      errors[0] = judge.product(lu.lower.rowLists, lu.upper.rowLists, order: lu.order)
      if let b = matrix.b, matrix.rank == a.shape[0] {
        errors[1] = judge.solution(try a.solve(Tensor(b)).values, b)
      }
    }
    let qr = try QRFactorization(a)
    let q = try qr.q().rowLists
    errors[2] = judge.product(q, qr.r.rowLists)
    errors[3] = judge.orthogonality(q)
    if matrix.symmetric == true, let lower = try? a.cholesky() {
      // Both factors carry half of the scale: the first is divided by what the second has more.
      let half = lower.rowLists.map { $0.map(\.magnitude).max() ?? 0 }.max() ?? 1
      let power = Double(sign: .plus, exponent: Int(half.exponent), significand: 1)
      errors[4] = judge.product(
        lower.rowLists.map { $0.map { $0 / power } },
        lower.transposed().rowLists.map { $0.map { $0 * power } })
    }
    let svd = try a.singularValueDecomposition()
    let scaled = svd.v.rowLists.map { row in zip(row, svd.values.values).map { $0 * $1 } }
    errors[5] = judge.product(
      svd.u.rowLists, svd.values.count == 0 ? [] : try Tensor(rows: scaled).transposed().rowLists)
    errors[6] = judge.orthogonality(svd.u.rowLists)
    errors[7] = judge.orthogonality(svd.v.rowLists)
    if matrix.symmetric == true {
      let eigen = try a.symmetricEigen()
      let rows = eigen.vectors.rowLists.map { row in
        zip(row, eigen.values.values).map { $0 * $1 }
      }
      errors[8] = judge.product(
        eigen.vectors.rowLists, try Tensor(rows: rows).transposed().rowLists)
    }
    return errors
  }

  // MARK: spectra

  private static func spectra(_ matrices: [MatrixReference]) -> AccuracyTable {
    var table = AccuracyTable(
      "spectra: the largest error beside the largest value, in units of n·ε; goal: 1 for singular "
        + "and symmetric eigenvalues",
      [
        "matrix", "condition", "singular values", "smallest digits", "symmetric", "general",
        "rank", "exact rank",
      ])
    for matrix in matrices {
      guard let a = try? Tensor(rows: matrix.A) else { continue }
      let unit = Double(matrix.size) * 0x1p-52
      var cells: [AccuracyTable.Cell] = [.text(matrix.name), .scientific(matrix.condition)]
      if let texts = matrix.singular_values {
        let exact = MatrixReference.numbers(texts)
        let found = (try? a.singularValues().values) ?? []
        let error = largestError(found, exact) / unit
        cells += [.fixed(error, 2), .fixed(optional: smallestDigits(found, exact))]
        if !(error <= 1) { table.misses.append("\(matrix.name): singular values \(error)") }
      } else {
        cells += [.missing, .missing]
      }
      if let texts = matrix.eigenvalues {
        let exact = MatrixReference.numbers(texts)
        let error = largestError((try? a.symmetricEigenvalues().values) ?? [], exact) / unit
        cells.append(.fixed(error, 2))
        if !(error <= 1) { table.misses.append("\(matrix.name): eigenvalues \(error)") }
      } else {
        cells.append(.missing)
      }
      if let re = matrix.eigenvalues_re, let im = matrix.eigenvalues_im {
        let exact = zip(MatrixReference.numbers(re), MatrixReference.numbers(im)).map { ($0, $1) }
        cells.append(
          .fixed(((try? a.eigenvalues()).map { distance($0, exact) } ?? .infinity) / unit, 2))
      } else {
        cells.append(.missing)
      }
      let rank = (try? a.matrixRank()) ?? -1
      cells += [
        .fixed(Double(rank), 0), matrix.rank.map { .fixed(Double($0), 0) } ?? .missing,
      ]
      table.rows.append(cells)
    }
    return table
  }

  private static func largestError(_ found: [Double], _ exact: [Double]) -> Double {
    guard found.count == exact.count, let scale = exact.map(\.magnitude).max() else {
      return .infinity
    }
    return zip(found, exact).map { abs($0 / scale - $1 / scale) }.max() ?? 0
  }

  /// The right digits of the smallest value that is not 0.
  private static func smallestDigits(_ found: [Double], _ exact: [Double]) -> Double? {
    guard found.count == exact.count, let last = exact.lastIndex(where: { $0 > 0 }) else {
      return nil
    }
    let error = abs(found[last] - exact[last]) / exact[last]
    return min(16, -log10(max(error, 1e-16)))
  }

  /// The largest distance of an eigenvalue to its partner, beside the largest eigenvalue.
  private static func distance(
    _ found: ComplexValues, _ exact: [(Double, Double)]
  ) -> Double {
    let scale = exact.map { hypot($0.0, $0.1) }.max() ?? 1
    var rest = exact
    var worst = 0.0
    for (x, y) in zip(found.real.values, found.imaginary.values) where !rest.isEmpty {
      let distances = rest.map { hypot($0.0 / scale - x / scale, $0.1 / scale - y / scale) }
      let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      worst = max(worst, distances[nearest])
      rest.remove(at: nearest)
    }
    return worst
  }

  // MARK: solutions

  private static func solutions(_ matrices: [MatrixReference]) -> AccuracyTable {
    var table = AccuracyTable(
      "solutions: the largest error beside the largest value; goal: n·ε·condition, at least n·ε",
      ["matrix", "condition", "kind", "error", "allowed"])
    for matrix in matrices {
      guard let a = try? Tensor(rows: matrix.A) else { continue }
      let unit = Double(matrix.size) * 0x1p-52
      let allowed = unit * (matrix.condition.isFinite ? max(1, matrix.condition) : 100)
      func add(_ kind: String, _ found: [Double]?, _ exact: [Double]) {
        let error = largestError(found ?? [], exact)
        table.rows.append([
          .text(matrix.name), .scientific(matrix.condition), .text(kind), .scientific(error),
          .scientific(allowed),
        ])
        if !(error <= allowed) { table.misses.append("\(matrix.name): \(kind) \(error)") }
      }
      if let b = matrix.b {
        let lists = [
          ("solve", matrix.solution_of_Ax_b), ("least squares", matrix.least_squares_solution),
          ("shortest", matrix.minimum_norm_solution),
        ]
        for (kind, texts) in lists {
          guard let texts else { continue }
          let found =
            kind == "solve" ? try? a.solve(Tensor(b)) : try? a.leastSquares(Tensor(b)).value
          add(kind, found?.values, MatrixReference.numbers(texts))
        }
      }
      if let rows = matrix.inverse {
        add("inverse", try? a.inverse().values, rows.flatMap(MatrixReference.numbers))
      }
      if let text = matrix.log_abs_determinant, let exact = number(fromDecimal: text) {
        let found = try? a.logDeterminant()
        let isRight = found?.sign == matrix.determinant_sign
        // A determinant moves by n·ε·condition of itself, so its logarithm by as much, and by its
        // own rounding.
        let scale = max(1, exact.magnitude)
        add("log |det|", isRight ? [((found?.logMagnitude ?? .nan) - exact) / scale + 1] : [], [1])
      }
    }
    return table
  }
}

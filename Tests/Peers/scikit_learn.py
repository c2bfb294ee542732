"""Compares the library's classical models with scikit-learn: writes a chapter whose result comments
hold scikit-learn's values, each with a tolerance, and lets `mathbook check` judge them.

    python3 Tests/Peers/scikit_learn.py PATH/TO/mathbook

Data come from NumPy's generator with the seed 7. Where both are exact algorithms the tolerance is
rounding; where chance differs (forests, starts of k-means) it is stated beside the value.
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from sklearn import (cluster, datasets, decomposition, ensemble, linear_model, metrics, mixture,
                     naive_bayes, neighbors, tree)

rng = np.random.default_rng(7)


def literal(values):
    if np.ndim(values) == 2:
        return "[" + ",\n  ".join(literal(row) for row in values) + "]"
    return "[" + ", ".join(repr(round(float(v), 12)) for v in values) + "]"


def chapter():
    x, y = datasets.make_moons(120, noise=0.25, random_state=7)
    x = np.round(x, 6)
    queries = np.round(rng.uniform([-1.5, -1], [2.5, 1.5], (60, 2)), 6)
    wide = np.round(rng.standard_normal((60, 3)) @ np.diag([3, 1, 0.5]), 6)
    target = np.round(wide @ [1.5, -2, 0.25] + rng.standard_normal(60), 6)
    blobs, groups = datasets.make_blobs(90, centers=3, cluster_std=0.8, random_state=7)
    blobs = np.round(blobs, 6)
    three = np.round(blobs + rng.standard_normal(blobs.shape), 6)
    n = len(x)
    yield "let", "x", literal(x)
    yield "let", "y", literal(y)
    yield "let", "queries", literal(queries)
    yield "let", "wide", literal(wide)
    yield "let", "target", literal(target)
    yield "let", "blobs", literal(blobs)
    yield "let", "groups", literal(groups)
    yield "let", "three", literal(three)

    ridge = linear_model.Ridge(alpha=2.5).fit(wide, target)
    yield "ridge(wide, target, lambda: 2.5).weights", ridge.coef_, 1e-9
    yield "ridge(wide, target, lambda: 2.5).intercept", ridge.intercept_, 1e-9
    lasso = linear_model.Lasso(alpha=0.3, tol=1e-12, max_iter=100000).fit(wide, target)
    yield "lasso(wide, target, lambda: 0.3).weights", lasso.coef_, 1e-7
    logistic = linear_model.LogisticRegression(C=1 / (n * 0.02), tol=1e-10, max_iter=10000).fit(x, y)
    yield "logisticRegression(x, y, lambda: 0.02).weights", logistic.coef_[0], 1e-5
    yield "logisticRegression(x, y, lambda: 0.02).intercept", logistic.intercept_[0], 1e-5
    softmax = linear_model.LogisticRegression(
        C=1 / (len(three) * 0.05), tol=1e-10, max_iter=10000).fit(three, groups)
    yield "let", "soft", "softmaxRegression(three, groups, lambda: 0.05, steps: 20000)"
    yield "softmax(three • soft.weights + soft.intercepts)[0]", softmax.predict_proba(three)[0], 1e-5

    near = neighbors.KNeighborsClassifier(5).fit(x, y)
    yield "knn(x, y, queries, k: 5)", near.predict(queries), 0
    reg = neighbors.KNeighborsRegressor(4).fit(wide, target)
    yield "knnRegression(wide, target, wide, k: 4)[0]", reg.predict(wide)[0], 1e-10
    bayes = naive_bayes.GaussianNB().fit(x, y)
    yield "naiveBayes(x, y).probabilities(queries).T[1]", bayes.predict_proba(queries)[:, 1], 1e-9
    counts = rng.integers(0, 6, (30, 5))
    label = rng.integers(0, 2, 30)
    yield "let", "counts", literal(counts)
    yield "let", "label", literal(label)
    many = naive_bayes.MultinomialNB().fit(counts, label)
    yield ("multinomialNaiveBayes(counts, label).probabilities(counts).T[1]",
           many.predict_proba(counts)[:, 1], 1e-9)

    for criterion in ["gini", "entropy"]:
        model = tree.DecisionTreeClassifier(criterion=criterion, max_depth=3, random_state=0).fit(x, y)
        name = f'decisionTree(x, y, depth: 3, criterion: "{criterion}")'
        yield f"{name}.leafCount", model.get_n_leaves(), 0
        yield f"accuracy(y, {name}.predict(x))", model.score(x, y), 1e-9
        yield f"{name}.importances", model.feature_importances_, 1e-9
    grown = tree.DecisionTreeRegressor(max_depth=4, random_state=0).fit(wide, target)
    yield ('mse(decisionTree(wide, target, depth: 4, criterion: "variance").predict(wide), target)',
           metrics.mean_squared_error(target, grown.predict(wide)), 1e-9)
    forest = ensemble.RandomForestClassifier(200, random_state=7, oob_score=True).fit(x, y)
    # Chance differs: the out-of-bag scores of two forests of 200 trees agree to some examples of 120.
    yield "randomForest(x, y, trees: 200, seed: 7).outOfBagScore", forest.oob_score_, 0.04
    boost = ensemble.GradientBoostingClassifier(
        n_estimators=40, max_depth=2, random_state=0).fit(x, y)
    yield ("gradientBoosting(x, y, rounds: 40, depth: 2).probabilities(queries).T[1]",
           boost.predict_proba(queries)[:, 1], 1e-6)
    boost = ensemble.GradientBoostingClassifier(
        n_estimators=20, max_depth=2, random_state=0).fit(three, groups)
    yield ("gradientBoosting(three, groups, rounds: 20, depth: 2).probabilities(three)[0]",
           boost.predict_proba(three)[0], 1e-6)
    fit = ensemble.GradientBoostingRegressor(
        n_estimators=50, max_depth=3, random_state=0).fit(wide, target)
    yield ("mse(gradientBoosting(wide, target, rounds: 50, regression: true).predict(wide), target)",
           metrics.mean_squared_error(target, fit.predict(wide)), 1e-6)

    means = cluster.KMeans(3, n_init=20, random_state=7).fit(blobs)
    yield "kMeans(blobs, k: 3, seed: 1).inertia", means.inertia_, 1e-6
    for linkage in ["single", "complete", "average", "ward"]:
        model = cluster.AgglomerativeClustering(3, linkage=linkage).fit(three)
        yield (f'cutTree(hierarchicalClustering(three, linkage: "{linkage}"), count: 3)',
               renumbered(model.labels_), 0)
    dense = cluster.DBSCAN(eps=0.6, min_samples=4).fit(blobs)
    yield "dbscan(blobs, epsilon: 0.6, minimum: 4)", dense.labels_, 0
    gauss = mixture.GaussianMixture(3, n_init=5, tol=1e-10, max_iter=1000, random_state=7).fit(blobs)
    yield "gaussianMixture(blobs, k: 3, seed: 1).history.last", gauss.score(blobs), 1e-5
    pca = decomposition.PCA(2).fit(wide)
    yield "pca(wide, k: 2, ddof: 1).variances", pca.explained_variance_, 1e-9
    yield "pca(wide, k: 2).ratios", pca.explained_variance_ratio_, 1e-12
    yield "silhouette(blobs, groups)", metrics.silhouette_score(blobs, groups), 1e-9

    scores = np.round(rng.uniform(0, 1, n), 2)
    yield "let", "scores", literal(scores)
    taken = (scores > 0.5).astype(int)
    yield "let", "taken", literal(taken)
    yield "auc(y, scores)", metrics.roc_auc_score(y, scores), 1e-12
    yield "precision(y, taken)", metrics.precision_score(y, taken), 1e-12
    yield "recall(y, taken)", metrics.recall_score(y, taken), 1e-12
    yield "f1Score(y, taken)", metrics.f1_score(y, taken), 1e-12
    yield "confusionMatrix(y, taken)[0]", metrics.confusion_matrix(y, taken)[0], 0
    yield "accuracy(y, taken)", metrics.accuracy_score(y, taken), 1e-12


def renumbered(labels):
    """Numbers groups by their first members."""
    seen = {}
    return np.array([seen.setdefault(v, len(seen)) for v in labels])


def main(mathbook):
    lines = ["# Agreement with scikit-learn", "", "```swift-math"]
    count = 0
    for entry in chapter():
        if entry[0] == "let" and isinstance(entry[1], str):
            lines.append(f"let {entry[1]} = {entry[2]}")
            continue
        code, expected, tolerance = entry
        count += 1
        expected = np.asarray(expected, dtype=float)
        if expected.ndim == 0:
            lines.append(f"abs({code} - ({float(expected)!r})) <= {tolerance!r} // => true")
        else:
            name = f"expected{count}"
            lines.append(f"let {name} = {literal(expected)}")
            lines.append(f"norm({code} - {name}, .infinity) <= {tolerance!r} // => true")
    lines += ["```", ""]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "agreement.md")
        path.write_text("\n".join(lines))
        done = subprocess.run([mathbook, "check", "--strict", str(path)])
    print(f"{count} comparisons with scikit-learn:", "all agree" if done.returncode == 0 else "see above")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""One training step of a small character transformer in NumPy, gradients written by hand.

The same model as Sources/Learning/Language/LanguageTransformer.swift: 2 blocks of width 64 with 4
heads, normalisation before each part, context 64, batches of 8, GELU, tied table, Adam. Prints the
median time of a step in seconds, and with `torch` as an argument that of PyTorch on the CPU.
"""

import math
import sys
import time

V, T, D, H, L, B = 40, 64, 64, 4, 2, 8


def numpy_steps(count):
    import numpy as np

    try:
        from scipy.special import erf
    except ImportError:  # a Taylor-free fallback is far slower: SciPy comes with scikit-learn
        erf = np.vectorize(math.erf)
    rng = np.random.default_rng(1)

    def xavier(a, b):
        return rng.standard_normal((a, b)) * math.sqrt(2 / (a + b))

    p = {"E": rng.standard_normal((V, D)) * 0.02, "P": rng.standard_normal((T, D)) * 0.02}
    for l in range(L):
        for name, shape in [("q", (D, D)), ("k", (D, D)), ("v", (D, D)), ("o", (D, D)),
                            ("w1", (D, 4 * D)), ("w2", (4 * D, D))]:
            p[f"{name}{l}"] = xavier(*shape)
        for name, value in [("g1", np.ones(D)), ("h1", np.zeros(D)), ("g2", np.ones(D)),
                            ("h2", np.zeros(D)), ("b1", np.zeros(4 * D)), ("b2", np.zeros(D))]:
            p[f"{name}{l}"] = value
    p["g"], p["h"] = np.ones(D), np.zeros(D)
    m = {k: np.zeros_like(v) for k, v in p.items()}
    s = {k: np.zeros_like(v) for k, v in p.items()}
    mask = np.triu(np.full((T, T), -np.inf), 1)

    def norm(x, g, h):
        c = x - x.mean(1, keepdims=True)
        r = 1 / np.sqrt((c * c).mean(1, keepdims=True) + 1e-5)
        n = c * r
        return n * g + h, (n, r)

    def norm_back(d, g, kept):
        n, r = kept
        dn = d * g
        dx = r * (dn - dn.mean(1, keepdims=True) - n * (dn * n).mean(1, keepdims=True))
        return dx, (d * n).sum(0), d.sum(0)

    def split(x):
        return x.reshape(B, T, H, D // H).transpose(0, 2, 1, 3)

    def joined(x):
        return x.transpose(0, 2, 1, 3).reshape(B * T, D)

    def step(t, ids, targets):
        x = (p["E"][ids] + p["P"]).reshape(B * T, D)
        kept = []
        for l in range(L):
            a, n1 = norm(x, p[f"g1{l}"], p[f"h1{l}"])
            q, k, v = (split(a @ p[f"{c}{l}"]) for c in "qkv")
            scores = q @ k.transpose(0, 1, 3, 2) / math.sqrt(D // H) + mask
            e = np.exp(scores - scores.max(-1, keepdims=True))
            w = e / e.sum(-1, keepdims=True)
            o = joined(w @ v)
            y = x + o @ p[f"o{l}"]
            b, n2 = norm(y, p[f"g2{l}"], p[f"h2{l}"])
            u = b @ p[f"w1{l}"] + p[f"b1{l}"]
            phi = 0.5 * (1 + erf(u / math.sqrt(2)))
            f = u * phi
            x = y + f @ p[f"w2{l}"] + p[f"b2{l}"]
            kept.append((a, n1, q, k, v, w, o, b, n2, u, phi, f))
        z, n = norm(x, p["g"], p["h"])
        logits = z @ p["E"].T
        e = np.exp(logits - logits.max(1, keepdims=True))
        prob = e / e.sum(1, keepdims=True)
        flat = targets.reshape(-1)
        loss = -np.log(prob[np.arange(B * T), flat]).mean()
        d = prob
        d[np.arange(B * T), flat] -= 1
        d /= B * T
        grads = {"E": d.T @ z}
        dx, grads["g"], grads["h"] = norm_back(d @ p["E"], p["g"], n)
        for l in reversed(range(L)):
            a, n1, q, k, v, w, o, b, n2, u, phi, f = kept[l]
            grads[f"w2{l}"], grads[f"b2{l}"] = f.T @ dx, dx.sum(0)
            du = (dx @ p[f"w2{l}"].T) * (
                phi + u * np.exp(-0.5 * u * u) / math.sqrt(2 * math.pi))
            grads[f"w1{l}"], grads[f"b1{l}"] = b.T @ du, du.sum(0)
            dy, grads[f"g2{l}"], grads[f"h2{l}"] = norm_back(
                du @ p[f"w1{l}"].T, p[f"g2{l}"], n2)
            dy += dx
            grads[f"o{l}"] = o.T @ dy
            do = split(dy @ p[f"o{l}"].T)
            dv = w.transpose(0, 1, 3, 2) @ do
            dw = do @ v.transpose(0, 1, 3, 2)
            ds = w * (dw - (dw * w).sum(-1, keepdims=True)) / math.sqrt(D // H)
            dq, dk = joined(ds @ k), joined(ds.transpose(0, 1, 3, 2) @ q)
            dv = joined(dv)
            da = dq @ p[f"q{l}"].T + dk @ p[f"k{l}"].T + dv @ p[f"v{l}"].T
            grads[f"q{l}"], grads[f"k{l}"], grads[f"v{l}"] = a.T @ dq, a.T @ dk, a.T @ dv
            back, grads[f"g1{l}"], grads[f"h1{l}"] = norm_back(da, p[f"g1{l}"], n1)
            dx = dy + back
        np.add.at(grads["E"], ids.reshape(-1), dx)
        grads["P"] = dx.reshape(B, T, D).sum(0)
        for name, g in grads.items():
            m[name] += 0.1 * (g - m[name])
            s[name] += 0.001 * (g * g - s[name])
            root = np.sqrt(s[name] / (1 - 0.999**t)) + 1e-8
            p[name] -= 0.003 * (m[name] / (1 - 0.9**t)) / root
        return loss

    return timed(count, lambda t: step(
        t, rng.integers(0, V, (B, T)), rng.integers(0, V, (B, T))))


def torch_steps(count):
    import torch
    from torch import nn

    torch.set_default_dtype(torch.float64)
    torch.manual_seed(1)

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.tokens, self.places = nn.Embedding(V, D), nn.Embedding(T, D)
            layer = nn.TransformerEncoderLayer(
                D, H, 4 * D, dropout=0, activation="gelu", batch_first=True, norm_first=True)
            self.blocks = nn.TransformerEncoder(
                layer, L, norm=nn.LayerNorm(D), enable_nested_tensor=False)
            self.mask = nn.Transformer.generate_square_subsequent_mask(T)

        def forward(self, ids):
            x = self.tokens(ids) + self.places(torch.arange(T))
            return self.blocks(x, mask=self.mask, is_causal=True) @ self.tokens.weight.T

    model = Model()
    adam = torch.optim.Adam(model.parameters(), lr=0.003)

    def step(t):
        ids, targets = torch.randint(0, V, (B, T)), torch.randint(0, V, (B, T))
        loss = nn.functional.cross_entropy(model(ids).reshape(-1, V), targets.reshape(-1))
        adam.zero_grad()
        loss.backward()
        adam.step()

    return timed(count, step)


def timed(count, step):
    times = []
    for t in range(1, count + 1):
        start = time.perf_counter()
        step(t)
        times.append(time.perf_counter() - start)
    return sorted(times)[count // 2]


if __name__ == "__main__":
    steps = torch_steps if "torch" in sys.argv else numpy_steps
    print(steps(30))

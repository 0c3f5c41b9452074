"""Other libraries on the same split: others.py <table> <split file> <seed> <model>; prints one JSON line, or what is missing."""
import importlib.util, json, resource, sys, time

table, split_file, seed, model = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
needed = {"hgb": ["sklearn", "pandas"], "hgb early": ["sklearn", "pandas"], "logistic": ["sklearn", "pandas"], "xgboost": ["xgboost", "pandas"]}[model]
missing = [name for name in needed if importlib.util.find_spec(name) is None]
if missing:
    print(json.dumps({"model": model, "missing": missing}))
    sys.exit(0)

import numpy as np
import pandas as pd

data = pd.read_csv(table)
split = json.load(open(split_file))
y = data.pop("label").to_numpy()
words = [name for name in data.columns if data[name].dtype == object]
trained, tested = split["trained"], split["tested"]


def logistic():
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(SimpleImputer(add_indicator=True), StandardScaler(), LogisticRegression(max_iter=1000))


def boosted():
    from sklearn.ensemble import HistGradientBoostingClassifier

    if model == "hgb":
        return HistGradientBoostingClassifier(random_state=seed)
    return HistGradientBoostingClassifier(learning_rate=0.05, max_iter=1000, early_stopping=True, validation_fraction=0.15, n_iter_no_change=20, random_state=seed)


def xgboost_fit(x, target):
    import xgboost as xgb

    order = np.random.RandomState(seed).permutation(len(x))
    held = order[: int(len(x) * 0.15)]
    kept = order[int(len(x) * 0.15):]
    booster = xgb.XGBClassifier(tree_method="hist", learning_rate=0.05, max_depth=5, n_estimators=3000, early_stopping_rounds=30, subsample=0.8, colsample_bytree=0.8, eval_metric="logloss", random_state=seed, n_jobs=2)
    return booster.fit(x.iloc[kept], target[kept], eval_set=[(x.iloc[held], target[held])], verbose=False)


x = pd.get_dummies(data, columns=words, dtype=float)
x_trained, x_tested = x.iloc[trained], x.iloc[tested]
cpu, started = time.process_time(), time.time()
fitted = xgboost_fit(x_trained, y[trained]) if model == "xgboost" else (logistic() if model == "logistic" else boosted()).fit(x_trained, y[trained])
seconds, cpu = time.time() - started, time.process_time() - cpu
chance = np.clip(fitted.predict_proba(x_tested)[:, 1].astype(float), 1e-15, 1 - 1e-15)
came = y[tested]


def auc():
    ranks = pd.Series(chance).rank().to_numpy()
    ones = came == 1
    return (ranks[ones].sum() - ones.sum() * (ones.sum() + 1) / 2) / (ones.sum() * (~ones).sum())


top = np.argsort(-chance, kind="stable")[: len(came) // 10]
print(json.dumps({
    "model": model,
    "auc": auc(),
    "logLoss": float(-np.mean(np.where(came == 1, np.log(chance), np.log(1 - chance)))),
    "brier": float(np.mean((chance - came) ** 2)),
    "lift": float(came[top].mean() / came.mean()),
    "seconds": seconds,
    "cpu": cpu,
    "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))

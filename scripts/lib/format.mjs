// Sizes and durations as people read them.

/** 1,117,320,768 → "1,117.3 MB" (decimal, as file listings of model hubs are). */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`;
}

export function seconds(milliseconds) {
  const total = Math.round(milliseconds / 1000);
  return total < 60
    ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${Math.floor(total / 60)} min ${total % 60} s`;
}

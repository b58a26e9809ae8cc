//go:build race

package classify

// slow is how much slower the race detector makes the reader, generously.
const slow = 20

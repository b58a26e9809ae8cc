//go:build race

package mailwatch

// slow is how much longer everything may take under the race detector.
const slow = 10

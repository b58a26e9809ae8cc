//go:build !race

package classify

const slow = 1

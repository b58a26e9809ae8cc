package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// The pages of a bbolt file, read with plain reads. bbolt maps the file into memory and trusts what it finds: a page
// number that is wrong by one bit can end the process with a fault that nothing recovers. So the file is read here
// first, where the worst that damage can do is an error. The layout is that of bbolt's format version 2, in the byte
// order of the machine.
const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2

	pageHeader   = 16 // id 8, flags 2, count 2, overflow 4
	pageElement  = 16 // branch: pos 4, ksize 4, page 8; leaf: flags 4, pos 4, ksize 4, vsize 4
	bucketHeader = 16 // root page 8, sequence 8
	metaSize     = 64

	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagFreelist = 0x10
	flagBucket   = 0x01 // of a leaf's element

	noFreelist = ^uint64(0)
)

var order = binary.NativeEndian

// boltMeta is one of the two meta pages; the one with the higher txid counts.
type boltMeta struct {
	pageSize             int64
	root, freelist, high uint64 // page numbers; high is the first that was never used
	txid                 uint64
}

// readMeta reads a meta page and checks its checksum.
func readMeta(page []byte) (boltMeta, bool) {
	if len(page) < pageHeader+metaSize {
		return boltMeta{}, false
	}
	b := page[pageHeader : pageHeader+metaSize]
	h := fnv.New64a()
	h.Write(b[:metaSize-8])
	if order.Uint32(b) != boltMagic || order.Uint32(b[4:]) != boltVersion || order.Uint64(b[56:]) != h.Sum64() {
		return boltMeta{}, false
	}
	return boltMeta{int64(order.Uint32(b[8:])), order.Uint64(b[16:]), order.Uint64(b[32:]), order.Uint64(b[40:]),
		order.Uint64(b[48:])}, true
}

// boltFile walks the tree of a file and tells of each bucket and each record. Damage goes to bad and the walk goes on
// beside it.
type boltFile struct {
	r     io.ReaderAt
	size  int64
	meta  boltMeta
	stale bool // only one of the two meta pages is sound
	state []byte
	leaks int // pages that are neither used nor free: lost room, no harm

	bucket func(path [][]byte, sequence uint64)
	record func(path [][]byte, key, value []byte)
	bad    func(why string, args ...any)
}

// The states of a page.
const (
	pageUnknown = iota
	pageUsed
	pageFree
)

// readMetas finds the newest sound meta page and checks what it claims against the size of the file.
func (f *boltFile) readMetas() error {
	var found []boltMeta
	take := func(at int64) {
		page := make([]byte, pageHeader+metaSize)
		if _, err := f.r.ReadAt(page, at); err != nil {
			return
		}
		// A page size that is no power of two, or a second page elsewhere, is not bbolt's.
		if m, ok := readMeta(page); ok && m.pageSize >= 1024 && m.pageSize&(m.pageSize-1) == 0 && (at == 0 || at == m.pageSize) {
			found = append(found, m)
		}
	}
	take(0)
	for size := int64(1024); size <= 1<<16; size <<= 1 {
		take(size)
	}
	switch {
	case f.size == 0:
		return &DamageError{Why: "the file is empty"}
	case len(found) == 0:
		return &DamageError{Why: "it is no bbolt file, or both meta pages are damaged"}
	}
	f.stale = len(found) == 1
	for _, m := range found {
		if m.txid >= f.meta.txid {
			f.meta = m
		}
	}
	m := f.meta
	if m.high < 2 || m.high > uint64(f.size/m.pageSize) {
		return &DamageError{Why: fmt.Sprintf("the file is cut off: it should have %d pages of %d bytes and has %d bytes",
			m.high, m.pageSize, f.size)}
	}
	return nil
}

// walk reads every page that is in use.
func (f *boltFile) walk() {
	f.state = make([]byte, f.meta.high)
	f.state[0], f.state[1] = pageUsed, pageUsed
	f.readFreelist()
	f.tree(f.meta.root, nil, nil, nil)
	for _, s := range f.state {
		if s == pageUnknown {
			f.leaks++
		}
	}
}

// page reads a page with what overflows from it and claims its numbers, so that none is read twice.
func (f *boltFile) page(id uint64) ([]byte, bool) {
	if id < 2 || id >= f.meta.high {
		f.bad("page %d does not exist", id)
		return nil, false
	}
	p := make([]byte, f.meta.pageSize)
	if _, err := f.r.ReadAt(p, int64(id)*f.meta.pageSize); err != nil {
		f.bad("page %d: %v", id, err)
		return nil, false
	}
	more := uint64(order.Uint32(p[12:]))
	if order.Uint64(p) != id || id+more >= f.meta.high {
		f.bad("page %d has a header that is not its own", id)
		return nil, false
	}
	for n := id; n <= id+more; n++ {
		if f.state[n] != pageUnknown {
			f.bad("page %d is used twice, or used and free", n)
			return nil, false
		}
		f.state[n] = pageUsed
	}
	if more > 0 {
		p = make([]byte, int64(more+1)*f.meta.pageSize)
		if _, err := f.r.ReadAt(p, int64(id)*f.meta.pageSize); err != nil {
			f.bad("page %d: %v", id, err)
			return nil, false
		}
	}
	return p, true
}

func (f *boltFile) readFreelist() {
	if f.meta.freelist == noFreelist {
		return
	}
	p, ok := f.page(f.meta.freelist)
	if !ok {
		return
	}
	count, ids := uint64(order.Uint16(p[10:])), p[pageHeader:]
	if count == 0xFFFF { // the list is long: its length stands in the first place
		count, ids = order.Uint64(ids), ids[8:]
	}
	if order.Uint16(p[8:]) != flagFreelist || count > uint64(len(ids)/8) {
		f.bad("page %d is no list of free pages", f.meta.freelist)
		return
	}
	for i := range count {
		id := order.Uint64(ids[8*i:])
		if id < 2 || id >= f.meta.high || f.state[id] != pageUnknown {
			f.bad("page %d is free twice, or used and free, or does not exist", id)
			continue
		}
		f.state[id] = pageFree
	}
}

// tree walks the pages below id, whose keys are at least low and less than high (nil for no bound).
func (f *boltFile) tree(id uint64, path [][]byte, low, high []byte) {
	if p, ok := f.page(id); ok {
		f.elements(p, path, low, high)
	}
}

// elements walks one page of a tree, or the inline page of a small bucket.
func (f *boltFile) elements(p []byte, path [][]byte, low, high []byte) {
	flags, count, id := order.Uint16(p[8:]), int(order.Uint16(p[10:])), order.Uint64(p)
	leaf := flags == flagLeaf
	// bbolt packs what belongs to the elements right behind them and in their order: a count, a place or a length that
	// was damaged does not fit any more.
	at := pageHeader + count*pageElement
	if !leaf && (flags != flagBranch || count == 0) || at > len(p) {
		f.bad("page %d is no page of a tree", id)
		return
	}
	type element struct {
		key, value []byte
		page       uint64
		bucket     bool
	}
	elements := make([]element, 0, count)
	for i := range count {
		start := pageHeader + i*pageElement
		e := p[start : start+pageElement]
		var el element
		pos, ksize, vsize := order.Uint32(e), order.Uint32(e[4:]), uint32(0)
		if leaf {
			el.bucket = order.Uint32(e) == flagBucket
			pos, ksize, vsize = order.Uint32(e[4:]), order.Uint32(e[8:]), order.Uint32(e[12:])
		} else {
			el.page = order.Uint64(e[8:])
		}
		end := int64(at) + int64(ksize) + int64(vsize)
		if int64(start)+int64(pos) != int64(at) || end > int64(len(p)) || leaf && order.Uint32(e) > flagBucket {
			f.bad("page %d: element %d is out of place", id, i)
			return
		}
		el.key, el.value = p[at:at+int(ksize):at+int(ksize)], p[at+int(ksize):end:end]
		at = int(end)
		if low != nil && bytes.Compare(el.key, low) < 0 || high != nil && bytes.Compare(el.key, high) >= 0 ||
			i > 0 && bytes.Compare(el.key, elements[i-1].key) <= 0 {
			f.bad("page %d: key %d is out of order", id, i)
			return
		}
		elements = append(elements, el)
	}
	for i, el := range elements {
		switch {
		case !leaf:
			next := high
			if i+1 < count {
				next = elements[i+1].key
			}
			f.tree(el.page, path, el.key, next)
		case el.bucket:
			f.sub(el.value, append(path[:len(path):len(path)], el.key))
		default:
			f.record(path, el.key, el.value)
		}
	}
}

// sub walks a bucket inside another.
func (f *boltFile) sub(value []byte, path [][]byte) {
	if len(path) > 16 || len(value) < bucketHeader {
		f.bad("bucket %q cannot be read", path)
		return
	}
	f.bucket(path, order.Uint64(value[8:]))
	root := order.Uint64(value)
	switch {
	case root != 0:
		f.tree(root, path, nil, nil)
	case len(value) < bucketHeader+pageHeader:
		f.bad("bucket %q cannot be read", path)
	default:
		f.elements(value[bucketHeader:], path, nil, nil)
	}
}

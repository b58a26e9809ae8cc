package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// ErrDamaged is what errors.Is finds in every error that says bytes in the file are not the bytes that were written.
var ErrDamaged = errors.New("the store is damaged")

// DamageError names the record that is damaged. Bucket and Key are empty where the damage is not in a record.
type DamageError struct {
	Bucket string
	Key    []byte
	Why    string

	fatal bool // it was found inside bbolt, which cannot go on
}

// Error returns one line; the key is quoted, because parts of it may come from strangers.
func (e *DamageError) Error() string {
	if e.Bucket == "" {
		return fmt.Sprintf("%v: %s", ErrDamaged, e.Why)
	}
	return fmt.Sprintf("%v: %s %q: %s", ErrDamaged, e.Bucket, e.Key, e.Why)
}

// Is makes errors.Is(err, ErrDamaged) true.
func (e *DamageError) Is(target error) bool { return target == ErrDamaged }

// A record is its version, the CRC32C of where it stands and what it holds, and the payload.
const (
	recordVersion = 1
	recordHeader  = 1 + crc32.Size
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(bucket, key, payload []byte) uint32 {
	head := make([]byte, 0, 64)
	head = append(head, recordVersion)
	head = append(head, bucket...)
	head = append(head, 0)
	head = binary.BigEndian.AppendUint32(head, uint32(len(key)))
	head = append(head, key...)
	return crc32.Update(crc32.Checksum(head, castagnoli), castagnoli, payload)
}

func seal(bucket, key, payload []byte) []byte {
	record := make([]byte, 0, recordHeader+len(payload))
	record = append(record, recordVersion)
	record = binary.BigEndian.AppendUint32(record, checksum(bucket, key, payload))
	return append(record, payload...)
}

// unseal returns the payload of a record, or a DamageError. The payload is a part of record.
func unseal(bucket, key, record []byte) ([]byte, error) {
	why := ""
	switch {
	case record == nil:
		why = "a bucket stands where a record should"
	case len(record) < recordHeader:
		why = fmt.Sprintf("a record of %d bytes", len(record))
	case record[0] != recordVersion:
		why = fmt.Sprintf("record version %d", record[0])
	case binary.BigEndian.Uint32(record[1:]) != checksum(bucket, key, record[recordHeader:]):
		why = "the checksum does not match"
	default:
		return record[recordHeader:], nil
	}
	return nil, &DamageError{Bucket: string(bucket), Key: append([]byte(nil), key...), Why: why}
}

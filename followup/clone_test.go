package followup

import (
	"reflect"
	"testing"
)

// A clone shares no slice, map or pointer with its original, save those of mails and signals, which are never changed in
// place.
func TestCloneSharesNothing(t *testing.T) {
	t.Parallel()
	var app Application
	fill(reflect.ValueOf(&app).Elem())
	copied := clone(app)
	if !reflect.DeepEqual(app, copied) {
		t.Fatal("the clone is another application")
	}
	sharedIn(t, "Application", reflect.ValueOf(app), reflect.ValueOf(copied))
}

// fill gives every slice, map and pointer below v one element.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type().PkgPath() != reflect.TypeFor[Application]().PkgPath() {
			return // a time
		}
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		v.SetMapIndex(key, value)
	case reflect.Pointer:
		if v.Type().Elem() == reflect.TypeFor[Signal]() {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.String:
		v.SetString("x")
	}
}

func sharedIn(t *testing.T, path string, a, b reflect.Value) {
	t.Helper()
	switch a.Type() {
	case reflect.TypeFor[Mail](), reflect.TypeFor[Signal]():
		return
	}
	switch a.Kind() {
	case reflect.Struct:
		if a.Type().PkgPath() != reflect.TypeFor[Application]().PkgPath() {
			return
		}
		for i := range a.NumField() {
			sharedIn(t, path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))
		}
	case reflect.Slice, reflect.Map, reflect.Pointer:
		if a.UnsafePointer() == b.UnsafePointer() {
			t.Errorf("%s is shared", path)
		}
		switch a.Kind() {
		case reflect.Slice:
			sharedIn(t, path+"[0]", a.Index(0), b.Index(0))
		case reflect.Pointer:
			sharedIn(t, path, a.Elem(), b.Elem())
		}
	}
}

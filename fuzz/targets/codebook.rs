#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| postil_fuzz::read_codebook(input));

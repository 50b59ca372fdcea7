using Skapi.Integrations.Benchmarks;
using Skapi.Rtc.Benchmarks;
using Skapi.Rtc.SipSorcery;

// Measures the set-up of a call over SIPSorcery, and of SIPSorcery alone.
await StackSetUp.RunAsync(calls: 30);
await SetUpBenchmark.RunAsync(new SipSorceryTransport(), calls: 30);

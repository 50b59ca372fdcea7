using Skapi.Integrations.Benchmarks;
using Skapi.Rtc.Benchmarks;
using Skapi.Rtc.SipSorcery;

// The set-up of a call over SIPSorcery, beside SIPSorcery alone.
await StackSetUp.RunAsync(calls: 30);
await SetUpBenchmark.RunAsync(new SipSorceryTransport(), calls: 30);

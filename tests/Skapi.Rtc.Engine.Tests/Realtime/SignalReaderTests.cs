using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Calls;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>A receiver tests each member of a signal on its own: another client may use any other key for anything.</summary>
public class SignalReaderTests
{
    public static TheoryData<string, Signal> Readable => new()
    {
        { """{"hungup":"user-bob","note":{"a":[1]}}""", Signals.HungUp() },
        { """{"hungup":"user-bob","reason":"busy"}""", Signals.HungUp(reason: CallEndReason.From("busy")) },
        { """{"hungup":"user-bob","reason":42}""", Signals.HungUp() },
        { """{"reason":{"code":486},"hungup":"user-bob"}""", Signals.HungUp() },
        { """{"hungup":"user-bob","call":7}""", Signals.HungUp() },
        { """{"sdpanswer":{"type":"answer","sdp":"a"},"call":{"id":1}}""", Signals.Answer("a") },
        { """{"pickup":"user-bob","negotiate":true}""", Signals.Pickup() },
        { """{"candidate":{"sdpMid":0},"hungup":"user-bob"}""", Signals.HungUp() },
        { """{"sdpoffer":{"type":"offer"},"sdpanswer":{"type":"answer","sdp":"a"},"candidate":[]}""", Signals.Answer("a") },
        { """{"hung\u0075p":"user-bob","reason":0}""", Signals.HungUp() },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_member_that_cannot_be_read_costs_only_itself(string content, Signal expected) =>
        SignalReader.Read(RawJson.Parse(content), out _).ShouldBe(expected);

    [Fact]
    public void What_was_wrong_is_told() =>
        ErrorOf("""{"hungup":"user-bob","reason":42}""").ShouldNotBeNull().InstancePath.ShouldBe("/reason");

    [Fact]
    public void Nothing_is_wrong_with_keys_that_no_schema_knows() =>
        ErrorOf("""{"hungup":"user-bob","note":42}""").ShouldBeNull();

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"hungup\"")]
    [InlineData("""{"hungup":1,"candidate":{}}""")]
    public void What_has_no_readable_member_is_no_signal(string content)
    {
        SignalReader.Read(RawJson.Parse(content), out var error).ShouldBeNull();
        error.ShouldNotBeNull();
    }

    private static DecodeError? ErrorOf(string content)
    {
        SignalReader.Read(RawJson.Parse(content), out var error);
        return error;
    }
}

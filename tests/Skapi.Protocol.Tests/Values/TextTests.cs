using System.Diagnostics;
using System.Reflection;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests.Values;

/// <summary>What a log and a debugger show of messages.</summary>
public sealed class TextTests
{
    private static readonly ReadOnlyMemory<byte> Bytes = new byte[] { 0, 0x7f, 0xff };

    [Fact]
    public void A_record_shows_its_bytes() =>
        new Sample { Text = "a", Bytes = Bytes }.ToString().ShouldContain("Text = a, Float32 = , Float64 = , Integer = , "
            + "Timestamp = , Bytes = 0x007FFF, Colour = ");

    [Fact]
    public void A_case_shows_its_tag_and_its_bytes() => MessagePackCodec.Decode<Shape>(new byte[] { 0x92, 99, 0x90 }).ToString()
        .ShouldBe("Unknown { Kind = 99, Tag = 99, Raw = null, Packed = 0x926390 }");

    [Fact]
    public void Absent_bytes_are_empty() => new Sample().ToString().ShouldContain("Bytes = , ");

    [Fact]
    public void Collections_show_the_bytes_in_them()
    {
        EquatableArray<ReadOnlyMemory<byte>?> list = [Bytes, null];
        EquatableDictionary<ReadOnlyMemory<byte>> dictionary = [new("a", Bytes)];

        list.ToString().ShouldBe("[0x007FFF, null]");
        dictionary.ToString().ShouldBe("{a: 0x007FFF}");
    }

    [Fact]
    public void Many_bytes_and_many_items_are_cut_and_counted()
    {
        ValueText.Of(new byte[1000]).ShouldBe("0x" + new string('0', 64) + "… (1000 bytes)");
        ValueText.Of(new byte[32]).ShouldBe("0x" + new string('0', 64));
        Enumerable.Range(0, 33).ToEquatableArray().ToString().ShouldEndWith("30, 31, … (33 items)]");
        Enumerable.Range(0, 32).ToEquatableArray().ToString().ShouldEndWith("30, 31]");
    }

    [Theory]
    [InlineData(typeof(EquatableArray<int>), "_items")]
    [InlineData(typeof(EquatableDictionary<int>), "_members")]
    public void A_debugger_shows_the_items_of_a_collection(Type type, string field)
    {
        type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value.ShouldBe("Count = {Count}");
        type.GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)!.GetCustomAttribute<DebuggerBrowsableAttribute>()!.State
            .ShouldBe(DebuggerBrowsableState.RootHidden);
    }
}

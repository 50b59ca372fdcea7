using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Skapi.Protocol.MessagePack;

namespace Skapi.Protocol.CrossChecks.Tests.MessagePack;

/// <summary>Every encoding of the suite is read as its value, and what is written is one of them, and the shortest.</summary>
public sealed class MessagePackSuiteTests
{
    private static readonly string[] Tree = ["nil", "bool", "string", "array", "map"];

    [Fact]
    public void Every_value_of_the_suite_is_of_a_kind_that_is_tested()
    {
        string[] kinds = [.. Tree, "number", "bignum", "binary", "timestamp", "ext"];

        MessagePackSuite.All().Count().ShouldBe(MessagePackSuite.Count);
        MessagePackSuite.Of(kinds).Count().ShouldBe(MessagePackSuite.Count);
    }

    [Fact]
    public void Nil_booleans_strings_arrays_and_maps()
    {
        foreach (var (example, value, encodings) in MessagePackSuite.Of(Tree))
        {
            foreach (var encoding in encodings)
                JsonNode.DeepEquals(Read(encoding, ReadTree), value).ShouldBeTrue(example.ToJsonString());
            ShouldBeShortest(Write((ref writer) => WriteTree(ref writer, value)), encodings, example);
        }
    }

    [Fact]
    public void Integers()
    {
        foreach (var (example, value, encodings) in MessagePackSuite.Of("bignum", "number"))
        {
            if (!Int128.TryParse(value!.ToString(), CultureInfo.InvariantCulture, out var number))
                continue;

            foreach (var encoding in encodings)
            {
                if (!IsFloat(encoding))
                    Read(encoding, static (ref reader) => reader.ReadInteger()).ShouldBe(number, example.ToJsonString());
                Read(encoding, static (ref reader) => reader.ReadFloat64()).ShouldBe((double)number, example.ToJsonString());
            }

            // An integer is not a float, even where that took fewer bytes.
            ShouldBeShortest(
                Write((ref writer) => WriteInteger(ref writer, number)), [.. encodings.Where(static encoding => !IsFloat(encoding))],
                example);
        }
    }

    [Fact]
    public void Floats()
    {
        foreach (var (example, value, encodings) in MessagePackSuite.Of("number").Where(static item => item.Encodings.All(IsFloat)))
        {
            var number = value!.GetValue<double>();
            foreach (var encoding in encodings)
            {
                Read(encoding, static (ref reader) => reader.ReadFloat64()).ShouldBe(number, example.ToJsonString());
                Read(encoding, static (ref reader) => reader.ReadFloat32()).ShouldBe((float)number, example.ToJsonString());
            }

            // A schema says which of the two a member is, so the value does not choose.
            ShouldBeShortest(Write((ref writer) => writer.WriteFloat32((float)number)), encodings, example);
            encodings.Select(Convert.ToHexString).ShouldContain(Convert.ToHexString(Write((ref writer) => writer.WriteFloat64(number))));
        }
    }

    [Fact]
    public void Binary_data()
    {
        foreach (var (example, value, encodings) in MessagePackSuite.Of("binary"))
        {
            var bytes = MessagePackSuite.BytesOf(value);
            foreach (var encoding in encodings)
                Read(encoding, static (ref reader) => reader.ReadBinary().ToArray()).ShouldBe(bytes, example.ToJsonString());
            ShouldBeShortest(Write((ref writer) => writer.WriteBinary(bytes)), encodings, example);
        }
    }

    [Fact]
    public void Extensions()
    {
        foreach (var (example, value, encodings) in MessagePackSuite.Of("ext"))
        {
            var (type, data) = ((sbyte)(int)value![0]!, MessagePackSuite.BytesOf(value[1]));
            foreach (var encoding in encodings)
                Read(encoding, static (ref reader) => (
                    Data: Convert.ToHexString(reader.ReadExtension(out var type)),
                    Type: type)).ShouldBe((Convert.ToHexString(data), type), example.ToJsonString());
            ShouldBeShortest(Write((ref writer) => writer.WriteExtension(type, data)), encodings, example);
        }
    }

    [Fact]
    public void Timestamps()
    {
        foreach (var (example, value, encodings) in MessagePackSuite.Of("timestamp"))
        {
            var (seconds, nanoseconds) = ((long)value![0]!, (int)value[1]!);
            if (seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            {
                encodings.ShouldAllBe(static encoding => ErrorOf(encoding) == DecodeErrorCode.OutOfRange, example.ToJsonString());
                continue;
            }

            // .NET counts in 100 nanoseconds.
            var timestamp = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100);
            foreach (var encoding in encodings)
                Read(encoding, static (ref reader) => reader.ReadTimestamp()).ShouldBe(timestamp, example.ToJsonString());
            if (nanoseconds % 100 == 0)
                ShouldBeShortest(Write((ref writer) => writer.WriteTimestamp(timestamp)), encodings, example);
        }
    }

    private delegate void Writing(ref MessagePackWriter writer);

    private delegate T Reading<T>(ref MessagePackReader reader);

    private static byte[] Write(Writing write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        write(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static T Read<T>(byte[] bytes, Reading<T> read)
    {
        var reader = new MessagePackReader(bytes);
        var value = read(ref reader);
        reader.ReadEnd();
        reader.GetError().ShouldBeNull(Convert.ToHexString(bytes));
        return value;
    }

    private static DecodeErrorCode? ErrorOf(byte[] timestamp)
    {
        var reader = new MessagePackReader(timestamp);
        reader.ReadTimestamp();
        return reader.GetError()?.Code;
    }

    private static void ShouldBeShortest(byte[] written, byte[][] encodings, JsonNode example)
    {
        encodings.Select(Convert.ToHexString).ShouldContain(Convert.ToHexString(written), example.ToJsonString());
        written.Length.ShouldBe(encodings.Min(static encoding => encoding.Length), example.ToJsonString());
    }

    private static bool IsFloat(byte[] encoding) => encoding[0] is 0xca or 0xcb;

    private static JsonNode? ReadTree(ref MessagePackReader reader)
    {
        switch (reader.NextType)
        {
            case MessagePackType.Nil:
                reader.TryReadNil().ShouldBeTrue();
                return null;
            case MessagePackType.Boolean:
                return reader.ReadBoolean();
            case MessagePackType.Integer:
                return (long)reader.ReadInteger();
            case MessagePackType.String:
                return reader.ReadString();
            case MessagePackType.Array:
                var array = new JsonArray();
                for (var i = reader.ReadArrayStart(); i > 0; i--)
                    array.Add(ReadTree(ref reader));
                reader.ReadArrayEnd();
                return array;
            default:
                var map = new JsonObject();
                for (var i = reader.ReadMapStart(); i > 0; i--)
                    map.Add(reader.ReadString()!, ReadTree(ref reader));
                reader.ReadArrayEnd();
                return map;
        }
    }

    private static void WriteTree(ref MessagePackWriter writer, JsonNode? value)
    {
        switch (value?.GetValueKind())
        {
            case null:
                writer.WriteNil();
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBoolean((bool)value);
                break;
            case JsonValueKind.Number:
                writer.WriteInteger((long)value);
                break;
            case JsonValueKind.String:
                writer.WriteString((string)value!);
                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(value.AsArray().Count);
                foreach (var item in value.AsArray())
                    WriteTree(ref writer, item);
                break;
            default:
                writer.WriteMapHeader(value.AsObject().Count);
                foreach (var (name, item) in value.AsObject())
                {
                    writer.WriteString(name);
                    WriteTree(ref writer, item);
                }

                break;
        }
    }

    private static void WriteInteger(ref MessagePackWriter writer, Int128 number)
    {
        if (number > long.MaxValue)
            writer.WriteInteger((ulong)number);
        else
            writer.WriteInteger((long)number);
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Skapi.Protocol.Json;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.Tests.Properties;

/// <summary>Makes arbitrary messages of any emitted type from its properties.</summary>
internal sealed class MessageGenerator(int seed)
{
    private const int MaxDepth = 4;
    private static readonly string[] Texts =
        ["", "a", "cid:1", "“Grüße”", "😀", "\"\\/\b\f\n\r\t\u0000\u001f", "\u2028\u007f", new('x', 300)];
    private static readonly string[] Values = ["null", "0", "1e400", "\"\\ud83d\\ude00\"", "[]", "{\"a\": [true, {}]}", "-0.5E-7"];

    private readonly Random _random = new(seed);

    /// <summary>Every emitted type that is read by itself.</summary>
    public static IEnumerable<Type> MessageTypes => typeof(JsonCodec).Assembly.GetExportedTypes()
        .Where(static type => !type.IsAbstract || type.IsDefined(typeof(NullableContextAttribute)))
        .Where(static type => type.GetInterfaces().Any(contract => contract.IsGenericType
            && contract.GetGenericTypeDefinition() == typeof(IJsonMessage<>) && contract.GenericTypeArguments[0] == type));

    /// <summary>Runs a property of each type with the same seed. A failure names the type.</summary>
    /// <param name="types">The types of messages.</param>
    /// <param name="owner">The class of the property.</param>
    /// <param name="property">The name of a private static method with the type as its type parameter, which takes the seed.</param>
    /// <param name="seed">The seed.</param>
    public static void ForEach(IEnumerable<Type> types, Type owner, string property, Seed seed)
    {
        var method = owner.GetMethod(property, BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var type in types)
        {
            try
            {
                method.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [seed.Value], null);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{type}: {exception.Message}", exception);
            }
        }
    }

    public object Make(Type type) => MakeNullable(type, 0)!;

    private object? MakeNullable(Type type, int depth) => type switch
    {
        _ when type == typeof(string) => MakeText(),
        _ when type == typeof(bool) => _random.Next(2) == 0,
        _ when type == typeof(double) => MakeDouble(),
        _ when type == typeof(float) => (float)_random.NextDouble(),
        _ when type == typeof(sbyte) => (sbyte)_random.Next(-128, 128),
        _ when type == typeof(byte) => (byte)_random.Next(256),
        _ when type == typeof(short) => (short)_random.Next(-32768, 32768),
        _ when type == typeof(ushort) => (ushort)_random.Next(65536),
        _ when type == typeof(int) => _random.Next(int.MinValue, int.MaxValue),
        _ when type == typeof(uint) => (uint)_random.NextInt64(1L << 32),
        _ when type == typeof(DateTimeOffset) => MakeTimestamp(),
        _ when type == typeof(RawJson) => RawJson.Parse(Values[_random.Next(Values.Length)]),
        _ when type == typeof(ReadOnlyMemory<byte>) => MakeBytes(),
        _ when type.GetMethod("From", [typeof(string)]) is { } from => from.Invoke(null, [MakeEnumText(type)]),
        _ when type.IsGenericType && type
            .GetGenericTypeDefinition() == typeof(EquatableArray<>) => MakeArray(type.GenericTypeArguments[0], depth),
        _ when type.IsAbstract => MakeCase(type, depth),
        _ => MakeRecord(type, depth),
    };

    private object MakeRecord(Type type, int depth)
    {
        if (type.Name == "Unknown")
            return MakeUnknown(type);

        var record = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(static property => property.CanWrite))
        {
            var nullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
                || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
            if (nullable && (depth > MaxDepth || _random.Next(3) == 0))
                continue;

            // A null that the schema's empty form accepts reads back as an absent value where null is allowed beside it.
            var value = MakeNullable(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, depth + 1);
            if (nullable && value is RawJson { Kind: System.Text.Json.JsonValueKind.Null })
                continue;
            property.SetValue(record, value);
        }

        return record;
    }

    private object MakeCase(Type union, int depth)
    {
        var cases = union.GetNestedTypes().Where(union.IsAssignableFrom).ToArray();
        return MakeRecord(cases[_random.Next(cases.Length)], depth);
    }

    private object MakeUnknown(Type type)
    {
        var discriminator = type.DeclaringType!.Name == nameof(ClientFrame) ? "action" : "type";
        var raw = $$"""{"x": 1, "{{discriminator}}": "from a later version"}""";
        var unknown = RuntimeHelpers.GetUninitializedObject(type);
        type.GetProperty("Tag")!.SetValue(unknown, "from a later version");
        type.GetProperty("Raw")!.SetValue(unknown, RawJson.Parse(raw));
        return unknown;
    }

    private Array MakeItems(Type item, int depth)
    {
        var items = Array.CreateInstance(item, depth > MaxDepth ? 0 : _random.Next(4));
        for (var i = 0; i < items.Length; i++)
            items.SetValue(MakeNullable(item, depth + 1), i);
        return items;
    }

    private object MakeArray(Type item, int depth) =>
        typeof(EquatableValues).GetMethod(
            nameof(EquatableValues.ToEquatableArray))!.MakeGenericMethod(item).Invoke(null, [MakeItems(item, depth)])!;

    private string MakeText()
    {
        if (_random.Next(2) == 0)
            return Texts[_random.Next(Texts.Length)];

        var text = new StringBuilder();
        for (var i = _random.Next(40); i > 0; i--)
        {
            if (Rune.TryCreate(_random.Next(0x11000), out var rune))
                text.Append(rune.ToString());
        }

        return text.ToString();
    }

    private string MakeEnumText(Type type)
    {
        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Static);
        return _random.Next(4) == 0 ? MakeText() : known[_random.Next(known.Length)].GetValue(null)!.ToString()!;
    }

    private double MakeDouble()
    {
        var value = _random.Next(3) switch
        {
            0 => _random.Next(-1000, 1000), 1 => _random.NextDouble() * 1e6, _ => BitConverter.Int64BitsToDouble(_random.NextInt64())
        };
        return double.IsFinite(value) ? value : 0;
    }

    private DateTimeOffset MakeTimestamp()
    {
        var ticks = _random.NextInt64(DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(_random.Next(2) == 0 ? ticks : ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    private ReadOnlyMemory<byte> MakeBytes()
    {
        var bytes = new byte[_random.Next(40)];
        _random.NextBytes(bytes);
        return bytes;
    }
}

using System.Text;
using System.Text.Json;
using Skapi.Protocol.Json;
using Skapi.Testing.Properties;

namespace Skapi.Protocol.Tests.Properties;

/// <summary>
/// The objects of a list mostly have the same members, so what was checked in one is not checked again in the next. It is still accepted
/// exactly if the platform's parser accepts it without repeated members.
/// </summary>
public sealed class AlikeObjectProperties
{
    private static readonly string[] Values =
        [
            "1", "12", "0", "-1", "1.5", "-0.5e3", "true", "false", "null", "\"\"", "\"a\"", "\"ab\"", "\"a\\n\"", "\"some more words\"",
            "[]", "{}", "[1]", "[1,2]", "{\"n0\":1}", "{\"n0\":1,\"n1\":2}", "[{\"n0\":1},{\"n0\":2}]", "{\"n0\":{\"n0\":1}}",
            "\"a text that is longer than a vector of 32 bytes\"", "[ ]", "{ }", "\"한글\"",
        ];

    private static readonly string[] Blanks = ["", "", "", " ", "\n    ", "\r\n\t", "                                  "];

    [SeededProperty(MaxTest = 10_000)]
    public void The_platform_agrees(Seed seed)
    {
        var random = seed.CreateRandom();
        var json = Encoding.UTF8.GetBytes(CreateList(random));
        PlatformJson.Change(json, random, random.Next(6) - 3);
        if (!System.Text.Unicode.Utf8.IsValid(json))
            return;

        PlatformJson.ShouldAgree(json);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    public void An_object_that_is_not_closed_is_refused_behind_one_that_is(int count)
    {
        var members = string.Concat(Enumerable.Range(1, count - 1).Select(static index => $"\"n{index}\":0,"));
        var closed = $$$"""{{{{members}}}"last":{}}""";
        var open = closed[..^1];

        RawJson.Parse($"[{closed},{closed}]").Kind.ShouldBe(JsonValueKind.Array);
        JsonCodec.TryDecode<RawJson>(Encoding.UTF8.GetBytes($"[{closed},{open}]"), out _, out var error).ShouldBeFalse();
        error!.Code.ShouldBe(DecodeErrorCode.Malformed);
    }

    [Theory]
    [InlineData("""[{"a":{"x":1}},{"a":{"x":1},{"x":1}}]""", 28)]
    [InlineData("""{"b":{"x":1},"a":{"x":1},{"x":1}}""", 25)]
    [InlineData("""[{"x":1},{"x":1},{"x":1},{"x":1,}]""", 32)]
    [InlineData("""[{"x":1},{"x":1},{"x":1}},{"x":1}]""", 24)]
    public void An_object_where_none_may_be_is_refused_behind_others(string json, int offset)
    {
        JsonCodec.TryDecode<RawJson>(Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(DecodeErrorCode.Malformed);
        error.ByteOffset.ShouldBe(offset);
    }

    [Theory]
    [InlineData("""[{"x":1},{"x":2},{"y":1},{"y":1},{"x":1}]""")]
    [InlineData("""[{"x":1,"y":1},{"x":2,"y":1},{"x":1},{},{"x":1,"y":1,"z":1},{"x":3,"y":1,"z":1}]""")]
    [InlineData("""{"list":[{"x":[{"x":1},{"x":1}]},{"x":[{"x":1},{"x":2}]}],"x":{"x":1},"y":{"x":2}}""")]
    public void A_list_that_begins_with_objects_that_are_alike_is_kept(string json) => RawJson.Parse(json).ToString().ShouldBe(json);

    [Theory]
    [InlineData("""[{"x":1,"y":1},{"x":1,"y":1},{"x":1,"y":1,"x":1}]""")]
    [InlineData("""[{"x":1,"y":1},{"x":1,"y":1},{"x":1,"z":1,"z":1}]""")]
    [InlineData("""[{"x":1,"y":{"x":1}},{"x":2,"y":{"x":1,"x":1}}]""")]
    public void A_repeated_member_is_refused_behind_objects_that_are_alike(string json)
    {
        JsonCodec.TryDecode<RawJson>(Encoding.UTF8.GetBytes(json), out _, out var error).ShouldBeFalse();

        error!.Code.ShouldBe(DecodeErrorCode.DuplicateMember);
    }

    [SeededProperty(MaxTest = 2000)]
    public void The_limit_of_the_depth_holds(Seed seed)
    {
        var random = seed.CreateRandom();
        var levels = JsonCodec.MaxDepth - random.Next(8);
        var json = Encoding.UTF8.GetBytes(new string('[', levels) + CreateList(random) + new string(']', levels));

        JsonCodec.TryDecode<RawJson>(json, out _, out _).ShouldBe(PlatformJson.Accepts(json), Encoding.UTF8.GetString(json));
    }

    /// <summary>Creates a list of objects with mostly the same members, whose values are often the same too.</summary>
    private static string CreateList(Random random)
    {
        var blank = Blanks[random.Next(Blanks.Length)];
        var names = Enumerable.Range(0, random.Next(random.Next(10) == 0 ? 40 : 8))
            .Select(index => $"n{index}{(random.Next(20) == 0 ? new string('x', 40) : "")}").ToArray();
        var count = 1 + random.Next(8) + (random.Next(10) == 0 ? 20 : 0);
        var objects = Enumerable.Range(0, count).Select(_ => CreateObject(random, names, blank)).ToList();
        return $"[{string.Join(',', objects)}]";
    }

    private static string CreateValue(Random random, int index)
    {
        if (random.Next(6) == 0)
            return CreateNested(random, depth: 0);
        return Values[random.Next(2) == 0 ? index % Values.Length : random.Next(Values.Length)];
    }

    /// <summary>Creates objects within objects, which are mostly like others at their level and end at any level.</summary>
    private static string CreateNested(Random random, int depth)
    {
        var inner = depth < 10 && random.Next(5) > 0 ? CreateNested(random, depth + 1) : Values[random.Next(8)];
        var second = random.Next(8) == 0 ? "" : $",\"{(random.Next(20) == 0 ? "n0" : "n1")}\":{Values[random.Next(8)]}";
        return $$$"""{"n0":{{{inner}}}{{{second}}}}""";
    }

    private static string CreateObject(Random random, string[] names, string blank)
    {
        var chosen = names.Take(random.Next(4) == 0 ? random.Next(names.Length + 1) : names.Length).ToArray();
        if (chosen.Length > 1 && random.Next(10) == 0)
            chosen[random.Next(chosen.Length)] = names[random.Next(names.Length)];
        var space = blank.Length > 0 ? " " : "";
        var members = chosen.Select((name, index) => $"{blank}\"{name}\":{space}{CreateValue(random, index)}");
        return $"{{{string.Join(',', members)}{blank}}}";
    }
}

using System.Text;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Tests.Json;

/// <summary>
/// A text at which the fast skipper stops is read value by value instead. No text makes it read the same bytes once for each level.
/// </summary>
public sealed class JsonSkipperTests
{
    private const int Levels = 60;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nested_values_are_not_tried_again_before_the_place_where_it_stopped(bool isUnique)
    {
        // An escaped name after an object of many members. It is unusual, but valid.
        var json = Nest($$"""{"first":{{ObjectOf(100)}},"\u0061":1}""");

        FastBytesOf(json, isUnique).ShouldBeInRange(json.Length / 2, json.Length);
    }

    [Fact]
    public void Values_after_the_place_where_it_stopped_are_tried()
    {
        var json = Encoding.UTF8.GetBytes($$"""{"\u0061":1,"rest":{{ObjectOf(100)}}}""");

        FastBytesOf(json, isUnique: true).ShouldBe(ObjectOf(100).Length);
    }

    [Fact]
    public void Values_that_make_it_stop_again_and_again_are_read_fast_once()
    {
        var item = $$"""{"first":{{ObjectOf(20)}},"\u0061":1}""";
        var json = Nest(string.Join(',', Enumerable.Repeat(item, 50)));

        FastBytesOf(json, isUnique: true).ShouldBeInRange(json.Length / 2, json.Length);
    }

    [Fact]
    public void More_levels_than_it_has_are_read_fast_once()
    {
        var json = Encoding.UTF8.GetBytes(new string('[', 500) + new string(']', 500));
        var reader = JsonReader.OfUtf8(json, maxDepth: 512, depth: 0);

        reader.Skip();

        reader.Failed.ShouldBeFalse();
        reader.Position.ShouldBe(json.Length);
        reader.FastBytes.ShouldBeInRange(1, json.Length);
    }

    [Fact]
    public void It_stops_at_many_long_names_that_are_costly_to_tell_apart()
    {
        var json = Encoding.UTF8.GetBytes(ObjectOf(SimilarNames(127)));

        JsonSkipper.TrySkip(json, 0, JsonCodec.MaxDepth, isUnique: true, out var reached, out _).ShouldBeFalse();

        // Each name is compared with all before it, until the comparisons have cost 16 times the text.
        reached.ShouldBeInRange(json.Length / 4, json.Length / 2);
    }

    [Fact]
    public void It_skips_objects_whose_short_names_are_similar()
    {
        var names = Enumerable.Range(0, 100).Select(static index => $"item{index:00}");
        var json = Encoding.UTF8.GetBytes(ObjectOf(names));

        JsonSkipper.TrySkip(json, 0, JsonCodec.MaxDepth, isUnique: true, out var end, out _).ShouldBeTrue();

        end.ShouldBe(json.Length);
    }

    [Fact]
    public void Many_long_and_similar_names_are_accepted_each_once()
    {
        var names = SimilarNames(127);

        RawJson.Parse(ObjectOf(names)).Utf8.Length.ShouldBe(ObjectOf(names).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(125)]
    public void One_of_many_long_and_similar_names_twice_is_refused(int repeated)
    {
        var names = SimilarNames(127);
        names[126] = names[repeated];

        JsonCodec.TryDecode<RawJson>(Encoding.UTF8.GetBytes(ObjectOf(names)), out _, out var error).ShouldBeFalse();

        (error!.Code, error.InstancePath).ShouldBe((DecodeErrorCode.DuplicateMember, "/" + names[repeated]));
    }

    private static long FastBytesOf(byte[] json, bool isUnique)
    {
        var reader = new JsonReader(json);
        if (isUnique)
            reader.SkipUnique();
        else
            reader.Skip();

        reader.Failed.ShouldBeFalse();
        reader.Position.ShouldBe(json.Length);
        return reader.FastBytes;
    }

    private static byte[] Nest(string items) => Encoding.UTF8.GetBytes(new string('[', Levels) + items + new string(']', Levels));

    private static string ObjectOf(int count) => ObjectOf(Enumerable.Range(0, count).Select(static index => $"member{index}"));

    private static string ObjectOf(IEnumerable<string> names) => $"{{{string.Join(',', names.Select(static name => $"\"{name}\":1"))}}}";

    /// <summary>Names of 1 KB that differ only near their end, and have the same length and the same first and last bytes.</summary>
    private static string[] SimilarNames(int count) =>
        [.. Enumerable.Range(0, count).Select(static index => $"{new string('n', 1020)}{index:000}n")];
}

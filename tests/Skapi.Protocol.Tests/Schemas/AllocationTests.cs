using System.Text;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests.Schemas;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("""{"timestamp":"2024-01-01T00:00:00Z","float64":1.5,"integer":1,"colour":"red","any":[1,{"a":null}]}""")]
    [InlineData("""{"\u0074ext":"a\nb","\u0063olour":"gree\u006e"}""")]
    [InlineData("""{"shape":{"r":1,"\u006bind":"\u0063ircle"}}""")]
    [InlineData("""{"texts":{"a":"","\u0062":"","\ud83d\ude00":"\ud83d\ude00"}}""")]
    [InlineData("""{"any":{"\u0061":{"\n":"\n"}}}""")]
    [InlineData("""{"timestamp":"2024-01-01\u005400:00:00Z"}""")]
    [InlineData("""{"timestamp":"2024-01-01\u005400:00:00.0000000000000000000000000000000000000000000000000000000000000000000000000Z"}""")]
    public void A_valid_instance_allocates_nothing_escapes_or_not(string json) => Allocated(Schema.Of<Sample>(), json).ShouldBe(0);

    [Fact]
    public void Names_that_the_schema_leaves_open_allocate_nothing_however_many()
    {
        var names = string.Join(',', Enumerable.Range(0, 500).Select(static index => $"\"\\u0061{index}{new string('x', 200)}\":\"\""));

        Allocated(Schema.Of<Sample>(), $$$"""{"texts":{{{{names}}}}}""").ShouldBe(0);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(256)]
    [InlineData(1000)]
    public void Any_number_of_properties_allocates_nothing(int count)
    {
        var members = string.Join(',', Enumerable.Range(0, count).Select(static index => $"\"p{index}\":{{}}"));
        var schema = Schema.Parse($$$"""{"properties":{{{{members}}}}}""");

        Allocated(schema, $$"""{{{members}}}""").ShouldBe(0);
        schema.Validate($$"""{{{members[(members.IndexOf(',') + 1)..]}}}""").Errors.ShouldBe([new("", "/properties/p0")]);
        schema.Validate($$"""{{{members[..members.LastIndexOf(',')]}}}""").Errors.ShouldBe([new("", $"/properties/p{count - 1}")]);
        schema.Validate($$"""{{{members}},"p{{count - 1}}":1}""").Malformed!.Code.ShouldBe(DecodeErrorCode.DuplicateMember);
    }

    [Fact]
    public void Many_errors_cost_what_they_say_and_no_walk_each()
    {
        const int Count = 10_000;
        var schema = Schema.Parse("""{"elements":{"properties":{"name":{"type":"string"}}}}""");
        var json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("{\"name\":1}", Count))}]");
        var options = new ValidationOptions { MaxErrors = Count };

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = schema.Validate(json, options);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        result.Errors.Select(static error => error.InstancePath).ShouldBe(
            Enumerable.Range(0, Count).Select(static index => $"/{index}/name"));
        allocated.ShouldBeLessThan(1000 * Count);
    }

    private static long Allocated(Schema schema, string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        schema.Validate(utf8).IsValid.ShouldBeTrue(json);

        var before = GC.GetAllocatedBytesForCurrentThread();
        schema.Validate(utf8);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests.Schemas;

/// <summary>The optional check of metadata.constraints.</summary>
public sealed class ConstraintsTests
{
    private static readonly SignUp Valid = new() { Name = "Zoë", Age = 18, Tags = ["a", "b"] };

    [Fact]
    public void A_message_at_its_limits_meets_the_constraints()
    {
        const string Json = """
            {"name":"\ud83d\ude00"}
            """;
        Constraints.Parse("""{ "properties": { "name": { "type": "string", "metadata": { "constraints": { "maxLength": 1 } } } } }""")
            .Check(Json).IsValid.ShouldBeTrue();
        Constraints.Check(Valid with { Balance = -5.5m, Id = 9007199254740993, Share = 0.2999, Tags = ["a", "bcd", "c"] })
            .Violations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"name":""}""", "/name", "name", "minLength", "1", "The value has 0 character(s), but the minimum is 1.")]
    [InlineData("""{"name":"abcdef"}""", "/name", "name", "maxLength", "5", "The value has 6 character(s), but the maximum is 5.")]
    [InlineData("""{"name":"a b"}""", "/name", "name", "pattern", @"^\p{L}*$", @"The string does not match the pattern “^\p{L}*$”.")]
    [InlineData("""{"name":"a\n"}""", "/name", "name", "pattern", @"^\p{L}*$", @"The string does not match the pattern “^\p{L}*$”.")]
    [InlineData("""{"age":17}""", "/age", "age", "minimum", "18", "The number must be greater than or equal to 18.")]
    [InlineData("""{"age":1e9}""", "/age", "age", "maximum", "120", "The number must be less than or equal to 120.")]
    [InlineData("""{"age":1e999}""", "/age", "age", "maximum", "120", "The number must be less than or equal to 120.")]
    [InlineData("""{"tags":[]}""", "/tags", "tags", "minItems", "1", "The value has 0 element(s), but the minimum is 1.")]
    [InlineData(
        """{"tags":["a","b","c","d"]}""", "/tags", "tags", "maxItems", "3", "The value has 4 element(s), but the maximum is 3.")]
    [InlineData("""{"tags":["a","b","\u0061"]}""", "/tags", "tags", "uniqueItems", "true", "The elements 0 and 2 are equal.")]
    public void A_violation_of_a_required_member_names_the_place_and_the_limit(
        string json, string instance, string property, string constraint, string limit, string message) =>
        Constraints.Of<SignUp>().Check(json).Violations.ShouldHaveSingleItem().ShouldBe(
            new(instance, $"/properties/{property}/metadata/constraints/{constraint}", limit, message));

    [Theory]
    [InlineData("""{"share":0}""", "/share", "share", "exclusiveMinimum", "The number must be greater than 0.")]
    [InlineData("""{"share":0.3}""", "/share", "share", "exclusiveMaximum", "The number must be less than 0.3.")]
    [InlineData("""{"limits":{}}""", "/limits", "limits", "minProperties", "The value has 0 member(s), but the minimum is 1.")]
    [InlineData(
        """{"limits":{"a":1,"b":2,"c":3}}""", "/limits", "limits", "maxProperties", "The value has 3 member(s), but the maximum is 2.")]
    [InlineData("""{"balance":"-5.51"}""", "/balance", "balance", "minimum", "The number must be greater than or equal to -5.50.")]
    [InlineData(
        """{"id":"9007199254740994"}""", "/id", "id", "maximum", "The number must be less than or equal to 9007199254740993.")]
    public void A_violation_of_an_optional_member_is_found(
        string json, string instance, string property, string constraint, string message)
    {
        var violation = Constraints.Of<SignUp>().Check(json).Violations.ShouldHaveSingleItem();

        (violation.InstancePath, violation.SchemaPath, violation.Message).ShouldBe(
            (instance, $"/optionalProperties/{property}/metadata/constraints/{constraint}", message));
    }

    [Fact]
    public void Definitions_and_cases_are_checked_where_they_are_used()
    {
        Constraints.Of<SignUp>().Check("""{"tags":["abcd"],"contact":{"address":"x","kind":"mail"}}""").Violations
            .Select(static violation => (violation.InstancePath, violation.SchemaPath)).ShouldBe(
            [
                ("/tags/0", "/definitions/tag/metadata/constraints/maxLength"),
                ("/contact/address", "/definitions/contact/mapping/mail/properties/address/metadata/constraints/pattern"),
            ]);
        Constraints.Of<Contact>().Check("""{"kind":"mail","address":"x"}""").Violations.ShouldHaveSingleItem();
    }

    [Fact]
    public void Constraints_of_another_file_are_checked_where_it_is_used() =>
        Constraints.Of<SignUp>().Check("""{"address":{"zip":"1","country":"xyz"},"countries":["de","abc"]}""").Violations
            .Select(static violation => (violation.InstancePath, violation.SchemaPath)).ShouldBe(
            [
                ("/address/zip", "/definitions/address.json/properties/zip/metadata/constraints/pattern"),
                ("/address/country", "/definitions/address.json#~1definitions~1country/metadata/constraints/maxLength"),
                ("/countries/1", "/definitions/address.json#~1definitions~1country/metadata/constraints/maxLength"),
            ]);

    [Theory]
    [InlineData("""{"name":1,"age":"17","tags":{},"share":"0","contact":null}""")]
    [InlineData("""{"more":"","contact":{"kind":"phone","address":""}}""")]
    [InlineData("17")]
    public void A_value_that_only_the_schema_rejects_is_no_violation(string json)
    {
        Constraints.Of<SignUp>().Check(json).IsValid.ShouldBeTrue();
        Schema.Of<SignUp>().Validate(json).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Neither_the_schema_nor_a_codec_checks_constraints()
    {
        const string Json = """{"name":"","age":1,"tags":[]}""";

        Schema.Of<SignUp>().Validate(Json).IsValid.ShouldBeTrue();
        var message = JsonCodec.Decode<SignUp>(System.Text.Encoding.UTF8.GetBytes(Json));
        Constraints.Check(MessagePackCodec.Decode<SignUp>(MessagePackCodec.Encode(message))).Violations.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("[1,1.0]", "The elements 0 and 1 are equal.")]
    [InlineData("[100,1e2]", "The elements 0 and 1 are equal.")]
    [InlineData("[-0,0.0e7]", "The elements 0 and 1 are equal.")]
    [InlineData("[1.50e-40,15E-41]", "The elements 0 and 1 are equal.")]
    [InlineData("[0,1e-40,2e-40,-1e-40,1e40,1e41,1.5,15,105]", null)]
    [InlineData("[1e99999999999999999999,1e99999999999999999998]", null)]
    [InlineData("""[{"a":1,"b":[null]},{"b":[null],"a":1.0}]""", "The elements 0 and 1 are equal.")]
    [InlineData("""["1",1,true,null,[1],["1"],{"1":1},[[1]],1e999,0.1,0.10000000000000000001]""", null)]
    [InlineData("""["a\"1:","a"]""", null)]
    public void Equal_elements_are_found_however_they_are_written(string json, string? message) =>
        Constraints.Parse("""{ "elements": {}, "metadata": { "constraints": { "uniqueItems": true } } }""")
            .Check(json).Violations.Select(static violation => violation.Message).ShouldBe(message is null ? [] : [message]);

    [Theory]
    [InlineData("""{"share":1e-40}""", true)]
    [InlineData("""{"share":-1e-40}""", false)]
    [InlineData("""{"share":0.0e5}""", false)]
    public void A_number_that_is_too_small_for_a_decimal_is_not_zero(string json, bool isValid) =>
        Constraints.Of<SignUp>().Check(json).IsValid.ShouldBe(isValid);

    // RFC 8259, section 8.2, allows it in a text.
    [Theory]
    [InlineData("""["\ud800","\ud801","\\ud800"]""", true)]
    [InlineData("""["\ud800",{"a":"\ud800"},"\ud800"]""", false)]
    public void A_lone_surrogate_is_compared_by_its_escape_sequence(string json, bool isValid) =>
        Constraints.Parse("""{ "elements": {}, "metadata": { "constraints": { "uniqueItems": true } } }""")
            .Check(json).IsValid.ShouldBe(isValid);

    [Theory]
    [InlineData("maxLength", "1")]
    [InlineData("pattern", "\"^a$\"")]
    public void A_lone_surrogate_in_a_text_that_is_checked_is_an_error(string constraint, string limit) =>
        Constraints.Parse($$$"""{ "type": "string", "metadata": { "constraints": { "{{{constraint}}}": {{{limit}}} } } }""")
            .Check("""
            "\ud800"
            """).Malformed.ShouldNotBeNull();

    [Fact]
    public void A_text_that_makes_backtracking_slow_is_checked_in_time_that_grows_with_its_length()
    {
        var constraints = Constraints.Parse("""{ "type": "string", "metadata": { "constraints": { "pattern": "^(a+)+$" } } }""");

        constraints.Check($"\"{new string('a', 100_000)}!\"").Violations.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("{", DecodeErrorCode.Malformed)]
    [InlineData("""{"name":"a","name":"b"}""", DecodeErrorCode.DuplicateMember)]
    public void An_instance_that_is_not_read_to_its_end_has_an_error(string json, DecodeErrorCode code) =>
        Constraints.Of<SignUp>().Check(json).Malformed!.Code.ShouldBe(code);

    [Fact]
    public void The_check_stops_at_the_maximum_number_of_violations()
    {
        var result = Constraints.Of<SignUp>().Check("""{"name":"abcdef","age":1,"tags":[]}""", new() { MaxErrors = 2 });

        (result.Violations.Count, result.IsTruncated, result.IsValid).ShouldBe((2, true, false));
    }

    [Theory]
    [InlineData("""{ "minLenght": 1 }""", "string", "“minLenght” is not a constraint.")]
    [InlineData("""{ "minItems": 1 }""", "string", "“minItems” needs a schema with “elements”.")]
    [InlineData("""{ "minLength": -1 }""", "string", "An integer from 0 to 2147483647 is required here.")]
    [InlineData("""{ "minimum": "1" }""", "int8", "A number in the range of a decimal is required here.")]
    [InlineData("""{ "pattern": 1 }""", "string", "A string is required here.")]
    public void A_constraint_that_is_not_possible_is_refused(string constraints, string type, string message) =>
        Should.Throw<SchemaException>(() =>
                Constraints.Parse($$"""{ "type": "{{type}}", "metadata": { "constraints": {{constraints}} } }"""))
            .Error.Message.ShouldBe(message);

    [Theory]
    [InlineData("(")]
    [InlineData("(?=a)")]
    [InlineData(@"(a)\\1")]
    public void A_pattern_that_could_need_backtracking_is_refused(string pattern) =>
        Should.Throw<SchemaException>(() => Constraints.Parse(
                $$"""{ "type": "string", "metadata": { "constraints": { "pattern": "{{pattern}}" } } }"""))
            .Error.Message.ShouldContain("is not a regular expression of .NET without backtracking");
}

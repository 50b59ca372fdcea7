namespace Skapi.Protocol.Tests.Values;

public sealed class EquatableTests
{
    [Fact]
    public void Arrays_with_the_same_elements_are_equal()
    {
        EquatableArray<string> one = ["a", "b"], other = ["a", "b"];

        one.ShouldBe(other);
        one.GetHashCode().ShouldBe(other.GetHashCode());
        (one == other).ShouldBeTrue();
        one.ShouldNotBe(["b", "a"]);
        default(EquatableArray<string>).ShouldBe([]);
    }

    [Fact]
    public void Bytes_are_compared_by_content()
    {
        EquatableArray<ReadOnlyMemory<byte>> one = [new byte[] { 1 }], other = [new byte[] { 1 }];

        one.Equals(other).ShouldBeTrue();
        one.GetHashCode().ShouldBe(other.GetHashCode());
    }

    [Fact]
    public void An_element_that_does_not_exist_is_an_error() =>
        Should.Throw<ArgumentOutOfRangeException>(() => default(EquatableArray<int>)[0]);

    [Fact]
    public void Dictionaries_with_the_same_members_are_equal_in_whatever_order()
    {
        EquatableDictionary<int> one = [new("a", 1), new("b", 2)], other = [new("b", 2), new("a", 1)];

        one.Equals(other).ShouldBeTrue();
        one.GetHashCode().ShouldBe(other.GetHashCode());
        one.Keys.ShouldBe(["a", "b"]);
        one["b"].ShouldBe(2);
        one.Equals([new("a", 1)]).ShouldBeFalse();
    }

    [Fact]
    public void A_name_stands_once_in_a_dictionary() =>
        Should.Throw<ArgumentException>(() => EquatableValues.CreateDictionary<int>(new("a", 1), new("a", 2)));

    [Fact]
    public void Messages_with_the_same_content_are_equal()
    {
        static IceCandidate Candidate() => new() { Candidate = "candidate:1", SdpMid = "0" };

        Candidate().ShouldBe(Candidate());
        SdpType.From("offer").ShouldBe(SdpType.Offer);
        SdpType.From("x").ShouldBe(SdpType.From("x"));
        default(SdpType).ShouldBe(SdpType.From(""));
    }
}

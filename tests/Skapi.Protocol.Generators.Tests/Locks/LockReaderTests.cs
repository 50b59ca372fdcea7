using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Locks;

/// <summary>A lock that cannot be read: «» mark the place.</summary>
public sealed class LockReaderTests
{
    [Theory]
    [InlineData("""«{» "version": 2 }""")]
    [InlineData("""{ "version": «1», "files": {} }""")]
    [InlineData("""{ "version": 2, "files": «[]» }""")]
    [InlineData("""{ "version": 2, "files": { "a": «{» } } }""")]
    [InlineData("""{ "version": 2, "files": { "a": { "types": { "A": { "kind": «"thing"», "items": {} } } } } }""")]
    [InlineData("""{ "version": 2, "files": { "a": { "types": { "A": { "kind": "record", "items": { "b": { "name": «1» } } } } } } }""")]
    [InlineData(
        """
        { "version": 2, "files": { "a": { "types": { "A": { "kind": "record", "items": { "b": { "name": "B", "key": «0.5» } } } } } } }
        """)]
    [InlineData(
        """
        { "version": 2, "files": { "a": { "types": { "A": { "kind": "record", "items": { "b": { "name": "B",
          "retiredKeys": [«"x"»] } } } } } } }
        """)]
    [InlineData("""{ "version": 2, «<»<<<<<< mine""")]
    [InlineData("""{ "version": 2, "files": {}, «"files"»: {} }""")]
    public void A_lock_that_cannot_be_read_is_reported(string marked)
    {
        var (text, span) = MarkedText.Parse(marked);

        var diagnostic = LockHost.Run(new SchemaText(LockHost.LockPath, text)).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0491");
        diagnostic.Location.GetLineSpan().StartLinePosition.ShouldBe(span.Start);
    }
}

namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>Changes bytes here and there, and cuts some off.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] bytes, Random random)
    {
        if (random.Next(10) == 0)
            random.NextBytes(bytes);
        for (var i = bytes.Length == 0 ? 0 : random.Next(1, 4); i > 0; i--)
            bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : " {}[],:\"\\0-.eEtfnu"u8[random.Next(18)];
        return random.Next(2) == 0 ? bytes : bytes[..random.Next(bytes.Length + 1)];
    }
}

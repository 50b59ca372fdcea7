namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>Nobody can make a peer send much to somebody else, by signalling or by forged senders.</summary>
public class AmplificationTests
{
    [Fact]
    public void An_address_that_answers_no_check_gets_a_few_small_checks_and_nothing_else()
    {
        // The victim's address is a candidate in the description, and hellos come under its name.
        using var other = new CorePair(seed: 5);
        var hellos = new List<byte[]>();
        other.Tamper = (sender, datagram) =>
        {
            if (sender == 0 && datagram[0] == 22)
                hellos.Add([.. datagram]);

            return datagram;
        };
        other.Start();
        other.RunUntil(() => other.IsEstablished);

        using var pair = new CorePair();
        var (bytes, others) = (0, 0);
        pair.Tamper = (sender, datagram) =>
        {
            if (sender == 1)
            {
                bytes += datagram.Length;
                others += datagram[0] > 3 ? 1 : 0;
            }

            return null;
        };
        pair.Start();
        for (var round = 0; round < 100; round++)
        {
            foreach (var hello in hellos)
                pair.Right.Handle([.. hello]);

            pair.Run(TimeSpan.FromMilliseconds(300));
        }

        others.ShouldBe(0, "a handshake is answered where a check has succeeded, and nowhere else");
        bytes.ShouldBeLessThan(1500);
    }
}

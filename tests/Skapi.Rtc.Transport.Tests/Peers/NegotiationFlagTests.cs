using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Transport.Tests.Peers;

public sealed class NegotiationFlagTests
{
    private readonly NegotiationFlag _flag;
    private bool _isNeeded;
    private int _raised;

    public NegotiationFlagTests() => _flag = new NegotiationFlag(() => _isNeeded, () => _raised++);

    [Fact]
    public void It_is_raised_once_for_several_changes()
    {
        _isNeeded = true;

        _flag.Check();
        _flag.Check();

        _raised.ShouldBe(1);
    }

    [Fact]
    public void It_is_not_raised_without_need()
    {
        _flag.Check();

        _raised.ShouldBe(0);
    }

    [Fact]
    public void What_came_up_during_a_negotiation_raises_it_again()
    {
        _isNeeded = true;
        _flag.Check();
        _flag.Settle();

        _raised.ShouldBe(2);
    }

    [Fact]
    public void A_negotiation_that_settles_everything_does_not_raise_it()
    {
        _isNeeded = true;
        _flag.Check();
        _isNeeded = false;
        _flag.Settle();

        _raised.ShouldBe(1);
    }
}

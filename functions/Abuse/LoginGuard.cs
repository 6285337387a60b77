using Microsoft.Extensions.Options;

namespace Deis.Functions.Abuse;

/// <summary>Slows down who guesses passwords: by account and address, by address, and, more gently, by account. Pauses are told, not sat out: a request that
/// waited would take the place of others.</summary>
public sealed class LoginGuard
{
    private static readonly TimeSpan LongestOfAnAccount = TimeSpan.FromSeconds(10);

    private readonly Pauses _pairs;
    private readonly Pauses _addresses;
    private readonly Pauses _accounts;

    /// <summary>Takes its limits.</summary>
    public LoginGuard(IOptions<AbuseOptions> options, TimeProvider time)
    {
        var limits = options.Value;
        var shortest = limits.LongestPause < LongestOfAnAccount ? limits.LongestPause : LongestOfAnAccount;
        _pairs = new Pauses(limits.LoginsPerAccountAndAddress, limits.LongestPause, limits.Memory, limits.Remembered, time);
        _addresses = new Pauses(limits.LoginsPerAddress, limits.LongestPause, limits.Memory, limits.Remembered, time);
        _accounts = new Pauses(limits.LoginsPerAccount, shortest, limits.Memory, limits.Remembered, time);
    }

    /// <summary>How long nobody may try to log in to an account from an address; zero for not at all. A password must not be looked at before.</summary>
    public TimeSpan Left(string account, string address)
    {
        var (pair, place, name) = (_pairs.Left(Pair(account, address)), _addresses.Left(address), _accounts.Left(Name(account)));
        var longer = pair > place ? pair : place;
        return longer > name ? longer : name;
    }

    /// <summary>Notes how a login ended.</summary>
    public void Note(string account, string address, bool succeeded)
    {
        if (succeeded)
        {
            // Only what is his own: whoever has one account must not use it to go on guessing others.
            _pairs.Succeeded(Pair(account, address));
            return;
        }
        _pairs.Failed(Pair(account, address));
        _addresses.Failed(address);
        _accounts.Failed(Name(account));
    }

    private static string Pair(string account, string address) => $"{address} {Name(account)}";

    // Whatever is sent as a name takes no more room than one.
    private static string Name(string account) => account.Length <= 150 ? account : account[..150];
}

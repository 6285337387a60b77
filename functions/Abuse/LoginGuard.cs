using Microsoft.Extensions.Options;

namespace Deis.Functions.Abuse;

/// <summary>Slows down who guesses passwords: by account and address, by address, and, more gently, by account. Pauses are told, not sat out: a request that
/// waited would take the place of others. Thread safe.</summary>
public sealed class LoginGuard
{
    private static readonly TimeSpan LongestOfAnAccount = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Pauses _pairs;
    private readonly Pauses _addresses;
    private readonly Pauses _accounts;
    private readonly Remembered<bool> _known;

    /// <summary>Takes its limits.</summary>
    public LoginGuard(IOptions<AbuseOptions> options, TimeProvider time)
    {
        var limits = options.Value;
        var shortest = limits.LongestPause < LongestOfAnAccount ? limits.LongestPause : LongestOfAnAccount;
        _pairs = new Pauses(limits.LoginsPerAccountAndAddress, limits.LongestPause, limits.Memory, limits.Remembered, time);
        _addresses = new Pauses(limits.LoginsPerAddress, limits.LongestPause, limits.Memory, limits.Remembered, time);
        _accounts = new Pauses(limits.LoginsPerAccount, shortest, limits.Memory, limits.Remembered, time);
        _known = new Remembered<bool>(limits.Remembered);
    }

    /// <summary>Begins a login: zero when the password may be looked at, else how long nobody may try to log in to the account from the address. Of requests
    /// that come together after a pause one goes on.</summary>
    public TimeSpan Begin(string account, string address)
    {
        lock (_gate)
        {
            var counted = Counted(account, address);
            var longest = counted.Max(one => one.Pauses.Left(one.Key));
            if (longest == TimeSpan.Zero)
            {
                foreach (var (pauses, key) in counted)
                {
                    pauses.Begin(key);
                }
            }
            return longest;
        }
    }

    /// <summary>Notes how a login ended that was begun.</summary>
    public void End(string account, string address, bool succeeded)
    {
        lock (_gate)
        {
            if (!succeeded)
            {
                _pairs.Failed(Pair(account, address));
                _addresses.Failed(address);
                _accounts.Failed(Name(account));
                return;
            }
            // Only what is his own is forgotten: whoever has one account must not use it to go on guessing others.
            foreach (var (pauses, key) in Counted(account, address))
            {
                pauses.EndPause(key);
            }
            _pairs.Succeeded(Pair(account, address));
            _known.Set(Pair(account, address), true);
        }
    }

    // Whoever guesses from elsewhere, or from behind the same address, must not keep the account's owner out where he was let in before.
    private (Pauses Pauses, string Key)[] Counted(string account, string address)
    {
        var pair = Pair(account, address);
        return _known.TryGet(pair, out _) ? [(_pairs, pair)] : [(_pairs, pair), (_addresses, address), (_accounts, Name(account))];
    }

    private static string Pair(string account, string address) => $"{address} {Name(account)}";

    // Whatever is sent as a name takes no more room than one.
    private static string Name(string account) => account.Length <= 150 ? account : account[..150];
}

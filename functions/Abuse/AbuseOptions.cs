using System.ComponentModel.DataAnnotations;

namespace Deis.Functions.Abuse;

/// <summary>What a client may do before it is slowed down (docs/operations.md, "Abuse"); section <c>Abuse</c>. Each process of the API counts by itself.</summary>
public sealed class AbuseOptions
{
    private const int Most = 1_000_000;

    /// <summary>Failed logins of an account from one address before there are pauses; 0 for any number.</summary>
    [Range(0, Most)]
    public int LoginsPerAccountAndAddress { get; set; } = 5;

    /// <summary>Failed logins from one address before there are pauses; 0 for any number. Behind one address there can be a whole office.</summary>
    [Range(0, Most)]
    public int LoginsPerAddress { get; set; } = 50;

    /// <summary>Failed logins of an account from anywhere before there are pauses; 0 for any number. These pauses stay short, since whoever knows the name can
    /// bring them about.</summary>
    [Range(0, Most)]
    public int LoginsPerAccount { get; set; } = 100;

    /// <summary>The longest pause of an account from one address, and of an address. The first is a second, each further one twice as long.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after the last failed login everything is forgotten.</summary>
    public TimeSpan Memory { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Requests per second of one token, in the long run; 0 for any number.</summary>
    [Range(0, Most)]
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>Requests of one token at once, after a time of quiet.</summary>
    [Range(1, Most)]
    public int RequestBurst { get; set; } = 2000;

    /// <summary>Requests of one user at once that last: that wait for a change of an app, follow a log, run a command; 0 for any number.</summary>
    [Range(0, Most)]
    public int LastingRequestsAtOnce { get; set; } = 250;

    /// <summary>Networks whose <c>X-Forwarded-For</c> is believed: those of the routers. A peer on a UNIX socket is believed too.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>How many accounts, addresses and tokens are remembered, of each; the longest unseen are forgotten first.</summary>
    [Range(100, Most)]
    public int Remembered { get; set; } = 20_000;
}

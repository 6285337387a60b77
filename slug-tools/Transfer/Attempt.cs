using System.Globalization;
using System.Net;

namespace Deis.SlugTools.Transfer;

/// <summary>How one try of a transfer ended: with a result, or with a reason that may or may not pass.</summary>
internal readonly record struct Attempt<T>(Result<T>? Result, string Reason, bool MayPass)
{
    /// <summary>The transfer took place.</summary>
    public static Attempt<T> Done(Result<T> result) => new(result, "", false);

    /// <summary>Nothing wrong on our side; worth another try.</summary>
    public static Attempt<T> Passing(string reason) => new(null, reason, true);

    /// <summary>The storage answered, but not with success. Overload passes; a refusal stays one.</summary>
    public static Attempt<T> Rejected(HttpStatusCode status, StorageWords words)
    {
        var code = ((int)status).ToString(CultureInfo.InvariantCulture);
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new(null, $"{words.Server} answered {code}; {words.WhenRefused}", false),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                Passing($"{words.Server} answered {code}"),
            _ => new(null, $"{words.Server} answered {code}", false),
        };
    }
}

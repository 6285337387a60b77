using System.Globalization;

namespace Deis.Client.Transport;

/// <summary>The query of list calls.</summary>
internal static class Listing
{
    public static string Limit(int limit) => string.Create(CultureInfo.InvariantCulture, $"?limit={limit}");
}

namespace Deis.Cli.Ps;

/// <summary>What one drinks while processes change.</summary>
internal static class Drink
{
    public static string OfChoice =>
        Environment.GetEnvironmentVariable("DEIS_DRINK_OF_CHOICE") is { Length: > 0 } drink ? drink : "coffee";
}

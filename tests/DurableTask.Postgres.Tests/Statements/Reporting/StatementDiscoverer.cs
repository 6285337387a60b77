using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>Makes each number a trait, so that <c>--filter Statement=46</c> runs its tests.</summary>
public sealed class StatementDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute)
    {
        ArgumentNullException.ThrowIfNull(traitAttribute);
        return traitAttribute.GetConstructorArguments().OfType<int[]>().SelectMany(numbers => numbers)
            .Select(number => KeyValuePair.Create(StatementAttribute.Trait, number.ToString(CultureInfo.InvariantCulture)));
    }
}

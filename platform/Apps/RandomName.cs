using System.Security.Cryptography;

namespace Deis.Platform.Apps;

/// <summary>Names for apps whose makers had no better idea: <c>&lt;adjective&gt;-&lt;noun&gt;</c>.</summary>
internal static class RandomName
{
    private static readonly string[] Adjectives = Words(
        """
        active actual agreed allied amused arctic astute august autumn benign bionic bitter blithe bluish bright bronze
        casual cheery chilly choice cinder citrus classy clever coarse cobalt copper cosmic covert crafty creamy cuddly
        daring dapper decent demure direct divine docile double dulcet earthy edible eighth elated eleven elfish emerald
        enough entire expert famous fearless feisty fervid fierce filmic flashy fleecy floral floury fluent flying folksy
        formal frosty frozen future gentle gifted global glossy golden gothic grassy groovy hearty hollow honest humble
        hungry iconic indigo inland jagged jaunty jovial joyful kindly legato likely limber lively loving lucent lunar
        mellow minted modern modest mighty mobile mossy native neatly nimble ninety normal novice oblong orange outlaw
        pastel peachy pearly placid plucky poetic polite pretty proven purple quaint quartz queenly quirky ranked ritzy
        robust rolling rugged rustic sacred salted savory scenic second secure serene severe silent silken silver simple
        skyish smooth snappy social solemn sonic speedy spiced spring square stable starry steady stoic stormy strong
        subtle suited sunlit superb supple svelte tender thrift timely tinted tropic trusty twelve united unsung upbeat
        urbane useful valued velvet verbal vested violet virtual vivid warmly waxing weekly wicked wintry witty wooden
        worthy yearly yellow zenith zesty
        """);

    private static readonly string[] Nouns = Words(
        """
        aardvark airfield airplane alphabet aluminum antelope aperture aqueduct asteroid avalanche backpack badlands
        ballpark baritone barnacle baseball beachhead bluebird boundary brushoff building bulletin campfire canister
        cardinal carnival carousel catapult cathedral cauldron chestnut chipmunk cinnamon clarinet compiler corridor
        creature crescent daffodil dandelion daughter daylight dinosaur dolphins doorstep dovetail drumbeat duckling
        earphone eggplant elephant envelope eventide farmyard festival filament firewall flagship flamingo footpath
        fountain friction frontier galleon gardener geometry gondolas goldfish gradient greenery grizzly halftime
        handbook harmonic headland hedgehog highland horizons hydrogen identity islander junction kangaroo keyboard
        kingfish knapsack labyrinth lakeside landmark lavender lemonade lighthouse limerick lollipop longboat lynxes
        magazine magnolia mahogany mandolin marigold meadows medicine meridian midnight milepost mountain mushroom
        narwhals navigator nectarine notebook obelisks observer orchards organism overture paintbox parabola parakeet
        parallel passport peacocks pendulum penguins petticoat pheasant pinnacle platinum plectrum porpoise postcard
        quadrant quartets quotient railroad rainfall reindeer rhapsody riverbed rosebuds sandwich sapphire satellite
        scarecrow seahorse sentinel shoelace signpost skylarks snowfall software songbird sparrows spectrum squirrel
        stallion starfish steamers stopover sunshine surfaces symphony syndrome tapestry teamwork terrapin thunder
        timeline tortoise treasure triangle tricycle triumphs trombone turnpike universe upstream vagabond valley
        velocity vineyard visitors volcanos voyagers walkways warbler waterfall wayfarer weekends whistler wildcard
        windmill woodland workshop yachting yearbook zeppelin
        """);

    /// <summary>A name; it may be taken.</summary>
    public static string Create() => $"{Pick(Adjectives)}-{Pick(Nouns)}";

    private static string Pick(string[] words) => words[RandomNumberGenerator.GetInt32(words.Length)];

    private static string[] Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
